// The frame around every screen: anyone is found, a memo is never lost, practice is always marked.
import { ariaTree } from "../test/aria";
import { fakeBackend, refuse, type FakeBackend } from "../test/fake-backend";
import { appState, openShop, todayItem, todayView } from "../test/shop";
import type { CustomerHit } from "$lib/backend";
import { frame } from "$lib/state/frame.svelte";
import { recall } from "$lib/state/preferences.svelte";
import { shop } from "$lib/state/shop.svelte";
import { toasts } from "$lib/state/toasts.svelte";
import { locale } from "$lib/words";
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import Frame from "./Frame.svelte";

// The screens have their own tests.
vi.mock("./routes", async () => ({ routes: { "*": (await import("./NotFoundPage.svelte")).default } }));

const sato: CustomerHit = {
  customer: 21,
  company: false,
  honorific: "",
  household: 9,
  name: "佐藤 美咲",
  kana: "さとう みさき",
  phone_tail: "1182",
  town: "岐阜県高山市",
  last_purchase: "2026-10-05",
  state: "active",
};
const late: CustomerHit = {
  ...sato,
  customer: 22,
  name: "佐藤 実",
  kana: "さとう みのる",
  state: "deceased",
};

let backend: FakeBackend;
let drafts: Map<string, string>;

beforeEach(async () => {
  drafts = new Map();
  window.location.hash = "#/nowhere";
  // The router hears of it in the next turn.
  await new Promise((resolve) => setTimeout(resolve));
  backend = fakeBackend({
    app_info: () => ({
      name: "Aichaku",
      version: "0.1.0",
      licence: "Apache-2.0",
      system_language: "ja-JP",
      data_folder: "/data",
    }),
    app_state: () => appState(),
    staff: () => [
      { id: 1, name: "佐藤 美咲", role: "staff", active: true },
      { id: 2, name: "井上 葵", role: "new_hire", active: false },
    ],
    begin_day: () => ({ planned: 0, lapsed: 0, through: "2027-05-22" }),
    today: () => todayView([todayItem(1), todayItem(2)]),
    search: ({ text }) => ((text as string).includes("さと") ? [sato, late] : []),
    draft: ({ key }) => drafts.get(key as string) ?? "",
    save_draft: ({ key, body }) => {
      drafts.set(key as string, body as string);
      return null;
    },
    add_memo: () => ({ id: 1, areas: ["customers"], undo: 4 }),
    leave_practice: () => appState(),
  });
  await shop.retry();
});

afterEach(() => {
  frame.overlay = null;
  cleanup();
  document.body.innerHTML = "";
  locale.current = "ja";
  toasts.list = [];
});

const press = (key: string, more: Partial<KeyboardEventInit> = {}) =>
  fireEvent.keyDown(document.body, { key, ...more });

test("the menu, the staff and the backup are heard", async () => {
  render(Frame);
  await screen.findByRole("link", { name: /今日\s*2/ });
  expect(ariaTree(screen.getByRole("banner"))).toMatchSnapshot();
});

describe("Ctrl K", () => {
  test("finds by kana and opens the record with Enter", async () => {
    render(Frame);
    await press("k", { ctrlKey: true });
    const field = await screen.findByRole("combobox");
    await fireEvent.input(field, { target: { value: "さとう" } });
    await screen.findByText("佐藤 実 様");
    expect(ariaTree(screen.getByRole("dialog"))).toMatchSnapshot();
    await fireEvent.keyDown(field, { key: "ArrowDown" });
    await fireEvent.keyDown(field, { key: "Enter" });
    await waitFor(() => expect(window.location.hash).toBe("#/customers/22"));
    expect(frame.overlay, "the finder is gone").toBeNull();
  });

  test("offers to add whom it cannot find", async () => {
    render(Frame);
    await press("k", { ctrlKey: true });
    await fireEvent.input(await screen.findByRole("combobox"), { target: { value: "新山" } });
    await fireEvent.click(await screen.findByRole("button", { name: "お客様を追加" }));
    await waitFor(() => expect(window.location.hash).toBe(`#/customers?new=${encodeURIComponent("新山")}`));
  });

  test("Enter while kana are converted opens nobody", async () => {
    render(Frame);
    await press("k", { ctrlKey: true });
    const field = await screen.findByRole("combobox");
    await fireEvent.input(field, { target: { value: "さと" } });
    await screen.findByText("佐藤 実 様");
    await fireEvent.keyDown(field, { key: "Enter", isComposing: true });
    await tick();
    expect(window.location.hash).toBe("#/nowhere");
  });

  test("an answer that was overtaken by more typing is dropped", async () => {
    let release: (hits: CustomerHit[]) => void = () => undefined;
    backend.on("search", ({ text }) =>
      text === "さ" ? new Promise((resolve) => (release = resolve)) : [late],
    );
    render(Frame);
    await press("k", { ctrlKey: true });
    const field = await screen.findByRole("combobox");
    await fireEvent.input(field, { target: { value: "さ" } });
    await fireEvent.input(field, { target: { value: "さとうみ" } });
    await screen.findByText("佐藤 実 様");
    release([sato]);
    await tick();
    expect(screen.queryByText("佐藤 美咲 様")).toBeNull();
  });
});

describe("Ctrl M", () => {
  test("keeps what is typed before a customer is chosen, and moves it to them", async () => {
    render(Frame);
    await press("m", { ctrlKey: true });
    await fireEvent.input(await screen.findByLabelText("メモ"), { target: { value: "椅子がきしむ" } });
    await waitFor(() => expect(drafts.get("memo")).toBe("椅子がきしむ"));
    await fireEvent.input(screen.getByRole("combobox"), { target: { value: "さと" } });
    await fireEvent.click(await screen.findByText("佐藤 美咲 様"));
    await waitFor(() => expect(drafts.get("memo:21")).toBe("椅子がきしむ"));
    await waitFor(() => expect(drafts.get("memo"), "the unnamed draft is empty again").toBe(""));
  });

  test("stands there again after being called away", async () => {
    drafts.set("memo", "お子さんが生まれた");
    render(Frame);
    await press("m", { ctrlKey: true });
    const memo = await screen.findByLabelText<HTMLTextAreaElement>("メモ");
    await waitFor(() => expect(memo.isConnected ? memo.value : "").toBe("お子さんが生まれた"));
  });

  test("with a day it becomes a promise, and can be undone", async () => {
    render(Frame);
    frame.openMemo({ id: 21, name: "佐藤 美咲" });
    await fireEvent.input(await screen.findByLabelText("メモ"), { target: { value: "布見本を送る" } });
    await fireEvent.click(screen.getByRole("button", { name: "1週間後" }));
    await fireEvent.click(screen.getByRole("button", { name: "メモを残して約束する" }));
    await waitFor(() =>
      expect(backend.asked("add_memo")).toEqual([
        { memo: { customer: 21, body: "布見本を送る", promise_on: "2026-11-29", staff: null } },
      ]),
    );
    await waitFor(() => expect(toasts.list.at(-1)?.text).toContain("11月29日(日)のお約束"));
    expect(toasts.list.at(-1)?.action?.label).toBe("元に戻す");
    expect(drafts.get("memo:21"), "nothing is left to keep").toBe("");
  });

  test("that is refused stays open with its text", async () => {
    backend.on("add_memo", () => refuse("disk_full"));
    render(Frame);
    frame.openMemo({ id: 21, name: "佐藤 美咲" });
    const memo = await screen.findByLabelText<HTMLTextAreaElement>("メモ");
    await fireEvent.input(memo, { target: { value: "布見本を送る" } });
    await fireEvent.click(screen.getByRole("button", { name: "メモを残す" }));
    await waitFor(() => expect(toasts.list.at(-1)?.tone).toBe("problem"));
    expect(screen.getByLabelText<HTMLTextAreaElement>("メモ").value).toBe("布見本を送る");
  });
});

describe("keys", () => {
  test("Ctrl and a number open a screen", async () => {
    render(Frame);
    await press("2", { ctrlKey: true });
    await waitFor(() => expect(window.location.hash).toBe("#/customers"));
  });

  test("g and a letter open a screen", async () => {
    render(Frame);
    await press("g");
    await press("i");
    await waitFor(() => expect(window.location.hash).toBe("#/insights"));
  });

  test("g in a field is a letter", async () => {
    render(Frame);
    frame.openMemo({ id: 21, name: "佐藤 美咲" });
    const memo = await screen.findByLabelText("メモ");
    await fireEvent.keyDown(memo, { key: "g" });
    await fireEvent.keyDown(memo, { key: "i" });
    await tick();
    expect(window.location.hash).toBe("#/nowhere");
  });

  test("? shows what keys do", async () => {
    render(Frame);
    await press("?");
    expect(await screen.findByRole("dialog", { name: "キーボードの使い方" })).toBeTruthy();
  });

  test("Ctrl Z takes back what the last toast told of", async () => {
    backend.on("undo", () => ({ id: 1, areas: [], undo: null }));
    render(Frame);
    toasts.done("保存しました", 7);
    await press("z", { ctrlKey: true });
    await waitFor(() => expect(backend.asked("undo")).toEqual([{ token: 7 }]));
  });
});

test("practice is marked and left with one click", async () => {
  backend.on("app_state", () => appState({ shop: { ...openShop, practice: true }, practice_exists: true }));
  await shop.retry();
  render(Frame);
  expect(screen.getByText("れんしゅうの店です。本物のお客様には何も届きません。")).toBeTruthy();
  await fireEvent.click(screen.getByRole("button", { name: "自分の店に戻る" }));
  await waitFor(() => expect(shop.open?.practice).toBe(false));
  expect(screen.queryByText("れんしゅうの店です。本物のお客様には何も届きません。")).toBeNull();
});

test("one key covers everything, and the key that goes on does nothing else", async () => {
  render(Frame);
  await fireEvent.keyDown(window, { key: "F8" });
  const shade = await screen.findByRole("dialog", { name: "画面を隠しています" });
  expect(shade.textContent).toMatch(/\d+:\d\d/);
  await fireEvent.keyDown(window, { key: "?" });
  await waitFor(() => expect(screen.queryByRole("dialog", { name: "画面を隠しています" })).toBeNull());
  expect(frame.overlay, "the list of keys was not opened by it").toBeNull();
});

test("ten minutes without a hand on it cover the screen", async () => {
  vi.useFakeTimers();
  try {
    render(Frame);
    await vi.advanceTimersByTimeAsync(9 * 60_000);
    await fireEvent.pointerMove(window);
    await vi.advanceTimersByTimeAsync(9 * 60_000);
    expect(frame.shaded, "somebody was here nine minutes ago").toBe(false);
    await vi.advanceTimersByTimeAsync(2 * 60_000);
    expect(frame.shaded).toBe(true);
  } finally {
    vi.useRealTimers();
    frame.shaded = false;
  }
});

test("a key in a file is said once and remembered as read", async () => {
  backend.on("app_state", () => appState({ key_in_file: true }));
  await shop.retry();
  render(Frame);
  await fireEvent.click(screen.getByRole("button", { name: "わかりました" }));
  expect(recall("key-notice")).toBe("read");
  expect(screen.queryByRole("button", { name: "わかりました" })).toBeNull();
});

test("a dropped file opens the import wherever one is", async () => {
  render(Frame);
  await tick();
  backend.emit("files-dropped", { paths: ["/home/shop/uriage.csv"] });
  await waitFor(() => expect(window.location.hash).toBe("#/import"));
  expect(frame.takeDroppedFile()).toBe("/home/shop/uriage.csv");
});

test("who is at the counter is remembered, and only those who still work here", async () => {
  shop.staffId = 1;
  await shop.retry();
  expect(shop.staffName).toBe("佐藤 美咲");
  shop.staffId = 2;
  await shop.retry();
  expect(shop.staffId, "somebody who left is not at the counter").toBeNull();
  const told = backend.asked("set_at_counter").map((asked) => asked["staff"]);
  expect(told, "the trail of what is done names whoever is there").toEqual([1, 2, null]);
});
