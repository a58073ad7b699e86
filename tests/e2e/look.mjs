// Opens the app once and takes pictures of what a new shop sees first, for a machine without a screen.

import { freshApp } from "./lib/places.mjs";

const app = freshApp("look");
try {
  await app.start({ lang: "ja", theme: "light", width: 1280 });
  await app.see("heading");
  console.log(await app.screenshot("start"));
  await app.openPractice();
  console.log(await app.screenshot("today"));
} finally {
  await app.stop();
}
