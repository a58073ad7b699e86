// Today as staff use it: one key to go on, nothing lost, nothing sent that may not go.
import { ariaTree } from "../../test/aria";
import { fakeBackend, refuse, type FakeBackend } from "../../test/fake-backend";
import { appState, followUpDetail, openShop, todayItem, todayView } from "../../test/shop";
import type { TodayItem } from "$lib/backend";
import { shop } from "$lib/state/shop.svelte";
import { toasts } from "$lib/state/toasts.svelte";
import { locale } from "$lib/words";
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import TodayPage from "./TodayPage.svelte";

const tanaka = todayItem(11);
const nakamura = todayItem(12, {
  customer_name: "中村 健一 様",
  customer_kana: "なかむら けんいち",
  title: "一年のお礼",
  channel: "letter",
  due: "2026-11-22",
  gate: {
    allowed: false,
    passed: [],
    refusals: [{ rule: "G2", code: "open_case", values: [{ name: "opened_on", text: "2026-11-18" }] }],
  },
});
const kobayashi = todayItem(13, {
  customer_name: "小林 大輔 様",
  touch: "low",
  channel: "email",
  within_minutes: false,
});

let backend: FakeBackend;
let items: TodayItem[];

beforeEach(async () => {
  items = [tanaka, nakamura, kobayashi];
  backend = fakeBackend({
    app_state: () => appState(),
    staff: () => [],
    begin_day: () => ({ planned: 0, lapsed: 0, through: "2027-05-22" }),
    today: () => todayView(items),
    follow_up: ({ id }) => {
      const item = items.find((one) => one.follow_up === id);
      return item ? followUpDetail(item) : refuse("not_found");
    },
    save_draft: () => null,
    complete: ({ id }) => {
      items = items.filter((item) => item.follow_up !== id);
      return { follow_up: id, state: "done", why: null, due: "2026-11-22", attempts: 0, undo: 5 };
    },
  });
  await shop.retry();
});

afterEach(() => {
  cleanup();
  locale.current = "ja";
  toasts.list = [];
});

async function open(): Promise<void> {
  render(TodayPage);
  await screen.findByLabelText("結果をひとこと");
}

const shownName = () => screen.getByRole("heading", { level: 2, name: /たなか|なかむら/ }).textContent;
const note = () => screen.getByLabelText<HTMLTextAreaElement>("結果をひとこと");

describe("the list", () => {
  test("is heard in its order, with the reason, the gate and what can be done", async () => {
    await open();
    expect(ariaTree(document.body)).toMatchSnapshot();
  });

  test("shows the first line without a click", async () => {
    await open();
    expect(shownName()).toContain("田中 由紀子 様");
  });

  test("draws the line where the day's minutes end", async () => {
    await open();
    expect(screen.getByText("ここまでで、今日の30分")).toBeTruthy();
  });

  test("comes back to the same line after the screen was left", async () => {
    await open();
    await fireEvent.keyDown(window, { key: "ArrowDown" });
    await waitFor(() => expect(shownName()).toContain("中村 健一 様"));
    cleanup();
    await open();
    await waitFor(() => expect(shownName()).toContain("中村 健一 様"));
  });

  test("loads again when the backend says that follow-ups changed", async () => {
    await open();
    const before = backend.asked("today").length;
    backend.emit("data-changed", { areas: ["follow_ups"] });
    await waitFor(() => expect(backend.asked("today").length).toBeGreaterThan(before));
  });
});

describe("doing", () => {
  test("Enter completes the shown follow-up, goes to the next and offers to undo", async () => {
    await open();
    await fireEvent.keyDown(window, { key: "Enter" });
    await waitFor(() => expect(shownName()).toContain("中村 健一 様"));
    expect(backend.asked("complete")).toEqual([
      { id: 11, completion: { outcome: "reached", channel: null, note: "", staff: null, also: [] } },
    ]);
    expect(toasts.list.at(-1)?.action?.label, "a done follow-up can be taken back").toBe("元に戻す");
  });

  test("Enter in the note breaks the line and completes nothing", async () => {
    await open();
    note().focus();
    await fireEvent.keyDown(note(), { key: "Enter" });
    await tick();
    expect(backend.asked("complete")).toEqual([]);
  });

  test("Ctrl Enter in the note completes with the note", async () => {
    await open();
    await fireEvent.input(note(), { target: { value: "がたつきなし" } });
    await fireEvent.keyDown(note(), { key: "Enter", ctrlKey: true });
    await waitFor(() => expect(backend.asked("complete")).toHaveLength(1));
    expect(backend.asked("complete")[0]).toMatchObject({ completion: { note: "がたつきなし" } });
  });

  test("Enter while kana are converted belongs to the conversion", async () => {
    await open();
    await fireEvent.keyDown(window, { key: "Enter", isComposing: true });
    await tick();
    expect(backend.asked("complete")).toEqual([]);
  });

  test("what the gate refuses cannot be completed and says why", async () => {
    await open();
    await fireEvent.keyDown(window, { key: "ArrowDown" });
    await screen.findByText(/対応中のお問い合わせがあります\(2026年11月18日から\)/);
    await fireEvent.keyDown(window, { key: "Enter" });
    await tick();
    expect(backend.asked("complete"), "the key does no more than the button").toEqual([]);
    expect(screen.getByRole("button", { name: /完了して次へ/ }).hasAttribute("disabled")).toBe(true);
  });

  test("a refusal of the backend keeps the line and the note", async () => {
    backend.on("complete", () => refuse("already_closed"));
    await open();
    await fireEvent.input(note(), { target: { value: "留守でした" } });
    await fireEvent.keyDown(window, { key: "Enter" });
    await waitFor(() => expect(toasts.list.at(-1)?.tone).toBe("problem"));
    expect(shownName()).toContain("田中 由紀子 様");
    expect(note().value).toBe("留守でした");
  });
});

describe("the note", () => {
  test("is kept at every keystroke", async () => {
    await open();
    for (const value of ["が", "がた", "がたつき"]) await fireEvent.input(note(), { target: { value } });
    await waitFor(() =>
      expect(backend.asked("save_draft").at(-1)).toEqual({ key: "follow_up:11", body: "がたつき" }),
    );
  });

  test("that was not finished stands there again", async () => {
    backend.on("follow_up", () => followUpDetail(tanaka, { draft: "オイルは春に" }));
    await open();
    expect(note().value).toBe("オイルは春に");
  });

  test("is not overwritten by a reload while it is typed", async () => {
    await open();
    await fireEvent.input(note(), { target: { value: "書きかけ" } });
    const before = backend.asked("follow_up").length;
    backend.emit("data-changed", { areas: ["follow_ups"] });
    await waitFor(() => expect(backend.asked("follow_up").length).toBeGreaterThan(before));
    await tick();
    expect(note().value).toBe("書きかけ");
  });
});

describe("an empty day", () => {
  test("without customers says how to get them", async () => {
    items = [];
    backend.on("app_state", () =>
      appState({ shop: { ...openShop, counts: { ...openShop.counts, customers: 0 } } }),
    );
    await shop.retry();
    render(TodayPage);
    await screen.findByText("まだお客様がいません");
    expect(ariaTree(document.body)).toMatchSnapshot();
  });

  test("with unknown delivery dates leads to them", async () => {
    items = [];
    backend.on("app_state", () =>
      appState({ shop: { ...openShop, counts: { ...openShop.counts, without_delivery: 12 } } }),
    );
    await shop.retry();
    render(TodayPage);
    const next = await screen.findByRole("link", { name: "お届け日を入れる" });
    expect(next.getAttribute("href")).toBe("#/customers/deliveries");
  });
});

test("after an absence the choices stand there with their numbers", async () => {
  backend.on("today", () =>
    todayView(items, {
      catch_up: {
        overdue: 74,
        since: "2026-11-01",
        households: 51,
        minutes: 380,
        spread_days: 14,
        safety: 2,
      },
    }),
  );
  backend.on("catch_up", () => ({ skipped: 0, merged: 0, moved: 72, until: "2026-12-08", undo: 9 }));
  render(TodayPage);
  const dialog = await screen.findByRole("dialog");
  expect(ariaTree(dialog)).toMatchSnapshot();
  await fireEvent.click(screen.getByRole("button", { name: "少しずつ分ける" }));
  await waitFor(() => expect(backend.asked("catch_up")).toEqual([{ choice: "spread" }]));
});

test("the language changes without reload, and the words with it", async () => {
  await open();
  locale.current = "en";
  await screen.findByRole("heading", { level: 1, name: "Today" });
  expect(screen.getByRole("button", { name: /Done, next/ })).toBeTruthy();
  await waitFor(() =>
    expect(backend.asked("today").at(-1), "titles come in the language too").toMatchObject({ lang: "en" }),
  );
});

test("an error is a sentence with a way on", async () => {
  backend.on("today", () => refuse("store_busy"));
  render(TodayPage);
  await screen.findByText(/ほかのプログラムがデータを使っています/);
  backend.on("today", () => todayView(items));
  await fireEvent.click(screen.getByRole("button", { name: "もう一度" }));
  await screen.findByLabelText("結果をひとこと");
});
