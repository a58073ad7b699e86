// The interface starts: colours and language first, so that nothing flashes, then the shop.
import "./styles/tokens.css";
import "./styles/base.css";
import { appInfo } from "$lib/backend";
import { preferences } from "$lib/state/preferences.svelte";
import { shop } from "$lib/state/shop.svelte";
import { mount } from "svelte";
import App from "./app/App.svelte";

const target = document.getElementById("app");
if (!target) throw new Error("the page has no place for the app");

// The screen that is shown first is on its way while the shop is opened.
void import("./features/today/TodayPage.svelte");

// Both at once: the first screen waits for the slower of the two, not for their sum.
const opening = shop.start();
const info = await appInfo();
preferences.start(info?.system_language);
mount(App, { target });
await opening;
