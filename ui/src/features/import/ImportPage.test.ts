// A file whose needed column was not found: the person names it and goes on.
import { fakeBackend, type FakeBackend } from "../../test/fake-backend";
import { appState } from "../../test/shop";
import type { ColumnChoice, ImportOptions, ImportPreview } from "$lib/backend";
import { frame } from "$lib/state/frame.svelte";
import { shop } from "$lib/state/shop.svelte";
import { toasts } from "$lib/state/toasts.svelte";
import { locale } from "$lib/words";
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test } from "vitest";
import ImportPage from "./ImportPage.svelte";

let backend: FakeBackend;

const headers = ["伝票", "いつ", "どなた"];
const samples = [["1"], ["4/25/2026", "4/5/2026"], ["山田 太郎", "佐藤 花"]];

/** What the backend says of the file, with the columns as a person has named them. */
function preview(options: ImportOptions): ImportPreview {
  const chosen = (index: number): string =>
    options.mapping?.find((one: ColumnChoice) => one.column === index)?.field ?? "";
  const missing = [0, 1, 2].some((index) => chosen(index) === "ordered_on") ? [] : ["ordered_on"];
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
  return {
    ticket: missing.length > 0 ? "" : "t-1",
    file: "帳面.csv",
    kind: "purchases",
    system: "generic",
    system_unproved: false,
    encoding: "utf-8",
    sheets: [],
    sheet: null,
    more_sheets: [],
    purchases_per_row: 1,
    header_line: 1,
    missing,
    columns: headers.map((header, index) => ({
      index,
      header,
      samples: samples[index]!,
      field: chosen(index),
    })),
    fields: ["order_id", "ordered_on", "full_name"],
    rows: 2,
    counts: {
      inserted: missing.length > 0 ? none : { ...none, customers: 2, purchases: 2 },
      updated: none,
      skipped: 0,
      rejected: 0,
      doubtful: 0,
    },
    sample: [],
    forecast: { from_today: 0, recent_only: 0, recent_since: "2026-08-22" },
    conflicts: [],
    conflicts_total: 0,
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
    seen_before: null,
  };
}

/** Chooses from a list. The page of the tests does not know `:checked` of an option, by which Svelte reads it. */
async function choose(list: HTMLElement, value: string): Promise<void> {
  const select = list as HTMLSelectElement;
  const option = [...select.options].find((one) => one.value === value);
  select.querySelector = (() => option) as typeof select.querySelector;
  await fireEvent.change(select);
}

beforeEach(async () => {
  backend = fakeBackend({
    app_state: () => appState(),
    staff: () => [],
    batches: () => [],
    import_preview: ({ options }) => preview(options as ImportOptions),
  });
  await shop.retry();
  frame.droppedFile = "/home/shop/帳面.csv";
});

afterEach(() => {
  cleanup();
  locale.current = "ja";
  toasts.list = [];
  frame.droppedFile = null;
});

test.each([
  ["ja", "「購入日」の列が要ります", "この列で確かめる", "「いつ」の意味"],
  ["en", "a column for “Day of the order” is needed", "Check with these columns", "Meaning of “いつ”"],
] as const)("a missing column is named and the file goes on in %s", async (lang, words, check, meaning) => {
  locale.current = lang;
  render(ImportPage);
  const go = await screen.findByRole("button", { name: check });
  expect(document.body.textContent, "it says what is missing").toContain(words);
  expect(screen.getByText("4/25/2026 / 4/5/2026"), "beside the first values").toBeTruthy();
  expect((go as HTMLButtonElement).disabled, "the rows cannot be checked yet").toBe(true);

  await choose(screen.getByLabelText(meaning), "ordered_on");
  await waitFor(() => expect((go as HTMLButtonElement).disabled).toBe(false));
  const asked = backend.asked("import_preview").at(-1) as { options: ImportOptions };
  expect(asked.options.mapping).toContainEqual({ column: 1, field: "ordered_on" });
  expect(document.body.textContent, "nothing is missing any more").not.toContain(words);

  await fireEvent.click(go);
  const counts = await screen.findAllByRole("definition");
  expect(counts.map((one) => one.textContent)).toContain("2");
  expect(within(document.body).getByRole("table")).toBeTruthy();
});

test("rows that found no place are told in the report and saved in the reader's language", async () => {
  backend.on("import_preview", () => ({
    ...preview({ mapping: [{ column: 1, field: "ordered_on" }] } as ImportOptions),
  }));
  const none = preview({ mapping: null } as ImportOptions).counts.updated;
  backend.on("import_commit", () => ({
    batch: 7,
    system: "generic",
    encoding: "utf-8",
    kind: "purchases",
    rows: 2,
    inserted: { ...none, purchases: 1 },
    updated: none,
    skipped: 1,
    rejected: [],
    rejected_total: 0,
    undecided: [{ sheet: null, line: 3, column: "", code: "return_several", value: "ソファ" }],
    undecided_total: 1,
    kept_typed: 0,
    filled_addresses: 0,
    filled_readings: 0,
    follow_ups_planned: 0,
  }));
  backend.on("choose_new_file", () => "/home/shop/rows.csv");
  backend.on("save_list", () => ({ file: "/home/shop/rows.csv", rows: 1, lost: [], left_out: [] }));
  render(ImportPage);
  await fireEvent.click(await screen.findByRole("button", { name: "バックアップして取り込む" }));
  await screen.findByText("合うご購入が2つ以上あり、どれの返品か決められません");
  await fireEvent.keyDown(screen.getByRole("button", { name: /入らなかった行を保存/ }), { key: "ArrowDown" });
  await fireEvent.click((await screen.findAllByRole("menuitem"))[0]!);
  await waitFor(() => expect(backend.asked("save_list")).toHaveLength(1));
  expect(backend.asked("save_list")[0]).toEqual({
    asked: { list: "rejects", ticket: null, batch: 7 },
    form: "csv_utf8",
    path: "/home/shop/rows.csv",
    lang: "ja",
  });
});

test("a ledger of several sheets says which are read, and each row on which it stands", async () => {
  backend.on("import_preview", ({ options }) => {
    const asked = (options as ImportOptions).sheet;
    return {
      ...preview({ mapping: [{ column: 1, field: "ordered_on" }] } as ImportOptions),
      sheets: ["表紙", "2023年", "2024年"],
      sheet: asked ?? "2023年",
      more_sheets: asked === null ? ["2024年"] : [],
      purchases_per_row: 2,
      sample: [
        {
          sheet: "2024年",
          line: 12,
          day: "2024-02-30",
          name: "",
          phone: "",
          goods: "",
          amount_minor: null,
          outcome: { code: "rejected", column: "いつ", problem: "no_such_day", value: "2024-02-30" },
        },
      ],
    };
  });
  render(ImportPage);
  await screen.findByText("見出しが同じシート(2023年 ・ 2024年)を、まとめて読みました。");
  expect(screen.getByText("1行に2件までのご購入が並ぶ表として読みました。")).toBeTruthy();
  expect(screen.getByText("2024年 12"), "the row says its sheet").toBeTruthy();

  await fireEvent.click(screen.getByRole("button", { name: /2 列/ }));
  await choose(screen.getByLabelText("シート"), "2024年");
  await waitFor(() => expect(backend.asked("import_preview")).toHaveLength(2));
  const asked = backend.asked("import_preview").at(-1) as { options: ImportOptions };
  expect(asked.options.sheet, "a sheet can be read alone").toBe("2024年");
});

test("another file begins anew where the one before waited for a column", async () => {
  render(ImportPage);
  await screen.findByRole("button", { name: "この列で確かめる" });
  backend.on("import_preview", () =>
    preview({ mapping: [{ column: 1, field: "ordered_on" }] } as ImportOptions),
  );
  frame.droppedFile = "/home/shop/別の帳面.csv";
  await screen.findByRole("button", { name: "バックアップして取り込む" });
  expect(screen.queryByRole("button", { name: "この列で確かめる" })).toBeNull();
});
