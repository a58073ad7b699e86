// Settings: saved together, undone together, and nothing typed is lost by what changes around them.
import { ariaTree } from "../../test/aria";
import { fakeBackend, refuse, type FakeBackend } from "../../test/fake-backend";
import { appState, openShop } from "../../test/shop";
import type { ShopView } from "$lib/backend";
import { preferences } from "$lib/state/preferences.svelte";
import { shop } from "$lib/state/shop.svelte";
import { toasts } from "$lib/state/toasts.svelte";
import { locale } from "$lib/words";
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import SettingsPage from "./SettingsPage.svelte";

let backend: FakeBackend;
let kept: ShopView;

beforeEach(async () => {
  kept = openShop;
  backend = fakeBackend({
    app_state: () => appState({ shop: kept }),
    staff: () => [{ id: 1, name: "佐藤 美咲", role: "staff", active: true }],
    begin_day: () => ({ planned: 0, lapsed: 0, through: "2027-05-22" }),
    save_shop: ({ shop }) => {
      kept = shop as ShopView;
      return { id: 1, areas: ["shop"], undo: 3 };
    },
    save_staff: () => ({ id: 2, areas: ["shop"], undo: 8 }),
    choose_new_file: () => "/backup/aichaku-2026-11-22.aichaku",
    choose_folder: () => "/export",
    choose_file: () => "/backup/old.aichaku",
    backup: ({ file }) => ({ file, bytes: 12_400_000, verified: true }),
    restore: ({ file }) => ({ file, bytes: 12_400_000, verified: true }),
    check: () => ({ ok: false, problems: ["foreign_keys"] }),
    export_all: () => ({ dir: "/export", files: ["customers.csv", "purchases.csv"], rows: 1200 }),
  });
  await shop.retry();
});

afterEach(() => {
  cleanup();
  document.body.innerHTML = "";
  locale.current = "ja";
  preferences.theme = "system";
  toasts.list = [];
});

const name = () => screen.getByLabelText<HTMLInputElement>("お店の名前");
const save = () => screen.getByRole<HTMLButtonElement>("button", { name: "設定を保存" });
const lastToast = () => toasts.list.at(-1)?.text;

test("everything that can be set is heard", () => {
  render(SettingsPage);
  // Four hundred zones are a list of the engine, not ours.
  document.querySelector("datalist")?.remove();
  for (const select of document.querySelectorAll("select")) select.replaceChildren();
  expect(ariaTree(document.body)).toMatchSnapshot();
});

describe("the shop", () => {
  test("is saved when something was changed, and the save can be undone", async () => {
    render(SettingsPage);
    expect(save().disabled, "there is nothing to save yet").toBe(true);
    await fireEvent.input(name(), { target: { value: "ひかり家具" } });
    await fireEvent.click(screen.getByRole("button", { name: "月" }));
    await fireEvent.click(save());
    await waitFor(() => expect(lastToast()).toBe("設定を保存しました"));
    expect(kept).toMatchObject({ name: "ひかり家具", closed_weekdays: [1, 3] });
    expect(toasts.list.at(-1)?.action?.label).toBe("元に戻す");
    await waitFor(() => expect(save().disabled).toBe(true));
  });

  test("keeps what was typed while counts change around it", async () => {
    render(SettingsPage);
    await fireEvent.input(name(), { target: { value: "書きかけ" } });
    kept = { ...openShop, counts: { ...openShop.counts, customers: 99 } };
    backend.emit("data-changed", { areas: ["customers"] });
    await waitFor(() => expect(shop.open?.counts.customers).toBe(99));
    await tick();
    expect(name().value).toBe("書きかけ");
  });

  test("says at the field what is wrong with it", async () => {
    backend.on("save_shop", () => refuse("invalid", { field: "zone" }));
    render(SettingsPage);
    await fireEvent.input(screen.getByLabelText("時間帯"), { target: { value: "Asia/Atlantis" } });
    await fireEvent.click(save());
    await waitFor(() => expect(screen.getByLabelText("時間帯").getAttribute("aria-invalid")).toBe("true"));
    expect(screen.getByText(/時間帯を見なおしてください/)).toBeTruthy();
  });

  test("can be put back to what is kept", async () => {
    render(SettingsPage);
    await fireEvent.input(name(), { target: { value: "まちがい" } });
    await fireEvent.click(screen.getByRole("button", { name: "変更をやめる" }));
    expect(name().value).toBe("あかり木工");
  });
});

test("staff are added with their role", async () => {
  render(SettingsPage);
  await fireEvent.click(screen.getByRole("button", { name: "スタッフを追加" }));
  await fireEvent.input(await screen.findByLabelText("名前"), { target: { value: " 井上 葵 " } });
  await fireEvent.click(screen.getByRole("button", { name: "保存" }));
  await waitFor(() =>
    expect(backend.asked("save_staff")).toEqual([
      { staff: { id: 0, name: "井上 葵", role: "staff", active: true } },
    ]),
  );
});

test("language and theme change at once", async () => {
  render(SettingsPage);
  await fireEvent.click(screen.getByRole("button", { name: "暗い" }));
  expect(document.documentElement.dataset.theme).toBe("dark");
  await fireEvent.click(screen.getByRole("button", { name: "English" }));
  await screen.findByRole("heading", { level: 1, name: "Settings" });
});

describe("data", () => {
  test("a backup says its size once it was opened again", async () => {
    render(SettingsPage);
    await fireEvent.click(screen.getByRole("button", { name: "バックアップをつくる…" }));
    await waitFor(() => expect(lastToast()).toContain("12.4 MB"));
  });

  test("a backup that could not be checked is not called good", async () => {
    backend.on("backup", ({ file }) => ({ file, bytes: 1, verified: false }));
    render(SettingsPage);
    await fireEvent.click(screen.getByRole("button", { name: "バックアップをつくる…" }));
    await waitFor(() => expect(lastToast()).toContain("確かめられませんでした"));
  });

  test("a restore shows what it replaces before it is done", async () => {
    render(SettingsPage);
    await fireEvent.click(screen.getByRole("button", { name: "バックアップから戻す" }));
    await screen.findByRole("dialog", { name: "バックアップから戻しますか" });
    expect(backend.asked("restore")).toEqual([]);
    await fireEvent.click(screen.getByRole("button", { name: "戻す" }));
    await waitFor(() =>
      expect(backend.asked("restore")).toEqual([{ file: "/backup/old.aichaku", passphrase: null }]),
    );
  });

  test("a backup for another computer asks for its passphrase twice and says how good it is", async () => {
    render(SettingsPage);
    await fireEvent.click(screen.getByRole("button", { name: "合言葉をつけてつくる…" }));
    await screen.findByRole("dialog", { name: "ほかのパソコンで開けるバックアップ" });
    const make = screen.getByRole<HTMLButtonElement>("button", { name: "置く場所を選んでつくる…" });
    const type = (label: string, value: string) =>
      fireEvent.input(screen.getByLabelText(label), { target: { value } });
    await type("合言葉", "椅子");
    expect(screen.getByText(/短すぎます/)).toBeTruthy();
    await type("合言葉", "窓辺の椅子と青い猫 1955");
    expect(screen.getByText(/十分に強い/)).toBeTruthy();
    await type("合言葉をもう一度", "窓辺の机");
    expect(screen.getByText("はじめの合言葉と違います")).toBeTruthy();
    expect(make.disabled, "typed twice the same or not at all").toBe(true);
    await type("合言葉をもう一度", "窓辺の椅子と青い猫 1955");
    await fireEvent.click(make);
    await waitFor(() =>
      expect(backend.asked("backup")).toEqual([
        { file: "/backup/aichaku-2026-11-22.aichaku", passphrase: "窓辺の椅子と青い猫 1955" },
      ]),
    );
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });

  test("a backup of another computer is opened by its passphrase only", async () => {
    backend.on("restore", ({ file, passphrase }) => {
      if (passphrase === null) refuse("passphrase_needed");
      if (passphrase !== "窓辺の椅子") refuse("wrong_passphrase");
      return { file, bytes: 12_400_000, verified: true };
    });
    render(SettingsPage);
    await fireEvent.click(screen.getByRole("button", { name: "バックアップから戻す" }));
    await fireEvent.click(await screen.findByRole("button", { name: "戻す" }));
    await screen.findByRole("dialog", { name: "合言葉を入れてください" });
    const field = () => screen.getByLabelText<HTMLInputElement>("合言葉");
    await fireEvent.input(field(), { target: { value: "窓辺の机" } });
    await fireEvent.click(screen.getByRole("button", { name: "戻す" }));
    await screen.findByText(/合言葉が違うか/);
    expect(field().value, "what was typed stays").toBe("窓辺の机");
    await fireEvent.input(field(), { target: { value: "窓辺の椅子" } });
    await fireEvent.click(screen.getByRole("button", { name: "戻す" }));
    await waitFor(() => expect(lastToast()).toBe("バックアップから戻しました"));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });

  test("a damaged store is said plainly", async () => {
    render(SettingsPage);
    await fireEvent.click(screen.getByRole("button", { name: "点検する" }));
    await screen.findByText(/問題が見つかりました/);
  });

  test("an export tells how much was written", async () => {
    render(SettingsPage);
    await fireEvent.click(screen.getByRole("button", { name: "フォルダを選んで書き出す…" }));
    await waitFor(() => expect(lastToast()).toContain("2個のファイルに1,200行"));
  });
});
