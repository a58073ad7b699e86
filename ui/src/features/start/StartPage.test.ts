// From an empty laptop into the shop: one click, no typing.
import { ariaTree } from "../../test/aria";
import { fakeBackend, refuse, type FakeBackend } from "../../test/fake-backend";
import { appState, openShop } from "../../test/shop";
import { frame } from "$lib/state/frame.svelte";
import { preferences } from "$lib/state/preferences.svelte";
import { shop } from "$lib/state/shop.svelte";
import { toasts } from "$lib/state/toasts.svelte";
import { locale } from "$lib/words";
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import StartPage from "./StartPage.svelte";
import { currencyOfZone, newShop } from "./new-shop";

let backend: FakeBackend;

beforeEach(async () => {
  frame.droppedFile = null;
  backend = fakeBackend({
    app_state: () => appState({ shop: null, real_exists: false }),
    staff: () => [],
    begin_day: () => ({ planned: 0, lapsed: 0, through: "2027-05-22" }),
    open_practice: () => appState({ shop: { ...openShop, practice: true }, practice_exists: true }),
    create_shop: () => appState(),
    choose_file: () => "/home/shop/uriage.csv",
  });
  await shop.retry();
});

afterEach(() => {
  cleanup();
  locale.current = "ja";
  toasts.list = [];
});

test("three ways in, two languages and the backup are heard", () => {
  render(StartPage);
  expect(ariaTree(document.body)).toMatchSnapshot();
});

test("one click opens the practice shop on Today", async () => {
  render(StartPage);
  await fireEvent.click(screen.getByRole("button", { name: "試してみる" }));
  await waitFor(() => expect(window.location.hash).toBe("#/today"));
  expect(shop.open?.practice).toBe(true);
});

test("a chosen file makes the shop and waits on the import screen", async () => {
  render(StartPage);
  await fireEvent.click(screen.getByRole("button", { name: "ファイルを選ぶ" }));
  await waitFor(() => expect(window.location.hash).toBe("#/import"));
  expect(frame.takeDroppedFile()).toBe("/home/shop/uriage.csv");
  expect(frame.takeDroppedFile(), "the file is handed out once").toBeNull();
});

test("a dropped file does the same", async () => {
  render(StartPage);
  await waitFor(() => undefined);
  backend.emit("files-dropped", { paths: ["/tmp/daicho.xlsx"] });
  await waitFor(() => expect(frame.droppedFile).toBe("/tmp/daicho.xlsx"));
});

test("closing the file dialog changes nothing", async () => {
  backend.on("choose_file", () => null);
  render(StartPage);
  await fireEvent.click(screen.getByRole("button", { name: "ファイルを選ぶ" }));
  await waitFor(() => expect(backend.asked("choose_file")).toHaveLength(1));
  expect(backend.asked("create_shop")).toEqual([]);
});

test("a full disk is said in a sentence and nothing is stuck", async () => {
  backend.on("create_shop", () => refuse("disk_full"));
  render(StartPage);
  await fireEvent.click(screen.getByRole("button", { name: "始める" }));
  await waitFor(() => expect(toasts.list.at(-1)?.text).toContain("ディスクがいっぱいです"));
  expect(screen.getByRole("button", { name: "始める" }).hasAttribute("disabled")).toBe(false);
});

test("the language changes at once and is remembered", async () => {
  render(StartPage);
  await fireEvent.click(screen.getByRole("button", { name: "English" }));
  await screen.findByText("Try the practice shop");
  expect(document.documentElement.lang).toBe("en");
  preferences.start("ja-JP");
  expect(locale.current, "the choice outlives the window").toBe("en");
});

describe("a new shop needs no typing", () => {
  test("in Japan it sells in yen", () => {
    expect(newShop("ja", "Asia/Tokyo")).toEqual({ name: "", currency: "JPY", zone: "Asia/Tokyo" });
  });
  test("elsewhere the zone tells the currency", () => {
    expect(newShop("en", "Europe/London").currency).toBe("GBP");
    expect(currencyOfZone("Europe/Berlin")).toBe("EUR");
  });
  test("a machine without a zone stands in Japan", () => {
    expect(newShop("ja", "UTC").zone).toBe("Asia/Tokyo");
  });
});
