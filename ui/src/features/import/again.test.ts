// A file that comes again: what it may do, and where it meets what somebody typed.
import { fakeBackend, type FakeBackend } from "../../test/fake-backend";
import { appState } from "../../test/shop";
import type { FieldConflict, ImportOptions, ImportPreview } from "$lib/backend";
import { frame } from "$lib/state/frame.svelte";
import { shop } from "$lib/state/shop.svelte";
import { toasts } from "$lib/state/toasts.svelte";
import { locale } from "$lib/words";
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test } from "vitest";
import ImportPage from "./ImportPage.svelte";

let backend: FakeBackend;

const none = {
  households: 0,
  customers: 0,
  purchases: 0,
  lines: 0,
  products: 0,
  items: 0,
  deliveries: 0,
  answers: 0,
};

function conflict(key: string, name: string, field: string): FieldConflict {
  return {
    key,
    customer: 1,
    name,
    field,
    file: `${field} of the file`,
    shop: `${field} of the shop`,
    file_minor: null,
    shop_minor: null,
    file_is_new: true,
    typed_at: Date.UTC(2026, 10, 3, 3),
    sheet: null,
    line: 2,
  };
}

const conflicts = [
  conflict("a", "田中 一郎", "address"),
  conflict("b", "佐藤 花", "address"),
  conflict("c", "佐藤 花", "phone"),
];

const preview: ImportPreview = {
  ticket: "t-1",
  file: "名簿.csv",
  kind: "customers",
  system: "generic",
  system_unproved: false,
  encoding: "utf-8",
  sheets: [],
  sheet: null,
  more_sheets: [],
  purchases_per_row: 1,
  header_line: 1,
  missing: [],
  columns: [],
  fields: [],
  rows: 2,
  counts: { inserted: none, updated: none, skipped: 2, rejected: 0, doubtful: 0 },
  sample: [],
  conflicts,
  conflicts_total: 3,
  readings: { missing: 0, proposed: 0, filled: 0, listed: [] },
  addresses: {
    missing_code: 0,
    missing_part: 0,
    differs: 0,
    unknown_code: 0,
    proposed: 0,
    filled: 0,
    listed: [],
  },
  forecast: { from_today: 0, recent_only: 0, recent_since: "2026-08-22" },
  seen_before: null,
};

beforeEach(async () => {
  backend = fakeBackend({
    app_state: () => appState(),
    staff: () => [],
    batches: () => [],
    offered_files: () => [],
    import_preview: () => preview,
    import_answer: () => 2,
    import_commit: () => ({
      batch: 3,
      system: "generic",
      encoding: "utf-8",
      kind: "customers",
      rows: 2,
      inserted: none,
      updated: { ...none, customers: 1 },
      skipped: 1,
      rejected: [],
      rejected_total: 0,
      undecided: [],
      undecided_total: 0,
      kept_typed: 2,
      filled_addresses: 0,
      filled_readings: 0,
      follow_ups_planned: 0,
    }),
  });
  await shop.retry();
  frame.droppedFile = "/home/shop/名簿.csv";
});

afterEach(() => {
  cleanup();
  locale.current = "ja";
  toasts.list = [];
  frame.droppedFile = null;
});

test("what the file says stands beside what was typed, and an answer can go for a whole field", async () => {
  render(ImportPage);
  const commit = await screen.findByRole("button", { name: "バックアップして取り込む" });
  expect((commit as HTMLButtonElement).disabled, "without an answer nothing changes").toBe(true);
  const row = screen.getByRole("group", { name: "田中 一郎 ご住所" }).closest("tr")!;
  expect(row.textContent).toContain("address of the shop");
  expect(row.textContent).toContain("address of the file");
  expect(row.textContent, "with the day it was typed").toContain("2026");

  await fireEvent.click(within(row).getByLabelText("ファイルの値に"));
  await fireEvent.click(within(row).getByRole("button", { name: "ご住所は全部こうする" }));
  const phone = screen.getByRole("group", { name: "佐藤 花 電話" });
  expect(
    within(phone)
      .getAllByRole("radio")
      .some((one) => (one as HTMLInputElement).checked),
  ).toBe(false);

  await fireEvent.click(commit);
  await waitFor(() => expect(backend.asked("import_commit")).toHaveLength(1));
  expect(backend.asked("import_answer")[0]).toEqual({
    ticket: "t-1",
    answers: [
      { key: "a", take_file: true },
      { key: "b", take_file: true },
    ],
  });
  await screen.findByText("お店で直したまま残したところ: 2件");
});

test.each([
  ["ja", "新しい分だけ"],
  ["en", "Only add"],
] as const)("what the file may do is chosen before it is brought in, in %s", async (lang, name) => {
  locale.current = lang;
  render(ImportPage);
  await fireEvent.click(await screen.findByRole("button", { name }));
  await waitFor(() => {
    const asked = backend.asked("import_preview").at(-1) as { options: ImportOptions };
    expect(asked.options.mode).toBe("add");
  });
});

test("readings that the shop's own customers tell are taken on request, all or none", async () => {
  backend.on("import_preview", () => ({
    ...preview,
    counts: { ...preview.counts, inserted: { ...none, customers: 3 } },
    conflicts: [],
    conflicts_total: 0,
    readings: {
      missing: 5,
      proposed: 3,
      filled: 0,
      listed: [
        { name: "佐藤 健一", kana: "サトウ ケンイチ", people: 2, sheet: null, line: 2 },
        { name: "小野寺 恵", kana: "オノデラ", people: 1, sheet: null, line: 4 },
      ],
    },
  }));
  backend.on("import_fill_readings", () => null);
  render(ImportPage);
  await screen.findByText("フリガナのない新しいお客様が5名います");
  expect(screen.getByText("サトウ ケンイチ")).toBeTruthy();
  const take = screen.getByRole("button", { name: "この読みを入れる" });
  expect(take.getAttribute("aria-pressed"), "nothing is taken by itself").toBe("false");
  await fireEvent.click(take);
  await fireEvent.click(screen.getByRole("button", { name: "バックアップして取り込む" }));
  await waitFor(() => expect(backend.asked("import_commit")).toHaveLength(1));
  expect(backend.asked("import_fill_readings")[0]).toEqual({ ticket: "t-1", fill: true });
});

test("new exports in the watched folder are brought in or declined", async () => {
  frame.droppedFile = null;
  backend.on("offered_files", () => [
    {
      path: "/home/shop/out/売上.csv",
      file: "売上.csv",
      hash: "h1",
      written_on: "2026-11-20",
      kind: "purchases",
      system: "smaregi",
      rows: 12,
    },
  ]);
  backend.on("decline_file", () => null);
  render(ImportPage);
  const file = (await screen.findByText("売上.csv")).closest("li")!;
  expect(file.textContent).toContain("スマレジ");
  expect(file.textContent).toContain("12行");
  await fireEvent.click(within(file).getByRole("button", { name: "これは取り込まない" }));
  await waitFor(() => expect(backend.asked("decline_file")).toEqual([{ hash: "h1" }]));
  await fireEvent.click(within(file).getByRole("button", { name: "取り込む" }));
  await waitFor(() => {
    const asked = backend.asked("import_preview").at(-1) as { path: string };
    expect(asked.path).toBe("/home/shop/out/売上.csv");
  });
});
