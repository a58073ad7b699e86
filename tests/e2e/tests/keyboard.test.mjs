// The main jobs of a day without a mouse: nothing here is clicked.

import { join } from "node:path";

import { Key } from "../lib/app.mjs";
import { root } from "../lib/places.mjs";
import { expect, suite } from "../lib/suite.mjs";
import { word } from "../lib/words.mjs";

const RAKUTEN = join(root, "src-tauri/crates/exchange/tests/fixtures/sample_rakuten_orders.csv");
const w = (key, values) => word("ja", key, values);

const doneCount = async (app) => Number(/(\d+) \/ \d+ 完了/.exec(await app.text())?.[1] ?? -1);
const hash = (app) => app.run(() => location.hash);

export default suite("keyboard", (test, app) => {
  test("from the start screen into the practice shop", async () => {
    await app.start({ lang: "ja", theme: "light", width: 1280 });
    await app.see("button", w("start_practice_button"));
    await app.tabTo("button", w("start_practice_button"));
    await app.press(Key.enter);
    await app.until("the practice shop", async () => (await app.navigation()).length > 0, 60_000);
    await app.says(w("today_why"));
  });

  test("a follow-up is done, and taken back", async () => {
    const before = await doneCount(app);
    await app.press("n");
    await app.until("the note to have the focus", () =>
      app.run(() => document.activeElement?.id === "today-note"),
    );
    await app.keys("OK");
    await app.press(Key.ctrl, Key.enter);
    await app.until("one more to be done", async () => (await doneCount(app)) === before + 1);
    await app.press(Key.escape);
    await app.run(() => document.activeElement?.blur());
    await app.press(Key.ctrl, "z");
    await app.until("it to be open again", async () => (await doneCount(app)) === before);
  });

  test("the list is walked through with j and k, and the shown one is done with Enter", async () => {
    const shown = () =>
      app.run(() => document.querySelector("[data-follow-up][aria-current=true]")?.innerText);
    const first = await shown();
    await app.press("j");
    await app.until("the next to be shown", async () => (await shown()) !== first);
    await app.press("k");
    await app.until("the first to be shown", async () => (await shown()) === first);
    const before = await doneCount(app);
    await app.press(Key.enter);
    await app.until("one more to be done", async () => (await doneCount(app)) === before + 1);
  });

  test("a follow-up is put off by the menu", async () => {
    await app.settled();
    const shown = await app.run(
      () => document.querySelector("[data-follow-up][aria-current=true]")?.dataset.followUp,
    );
    await app.tabTo("button", w("today_postpone"));
    await app.press(Key.enter);
    await app.see("menuitem", w("today_postpone_week"));
    await app.until("the menu to have the focus", () =>
      app.run(() => document.activeElement?.matches("[role=menu], [role=menuitem]")),
    );
    await app.press(Key.down);
    await app.press(Key.down);
    await app.press(Key.enter);
    await app.until("the line to have left the list", () =>
      app.run((id) => document.querySelector(`[data-follow-up="${id}"]`) === null, shown),
    );
  });

  test("a customer is found and opened", async () => {
    await app.press(Key.ctrl, "k");
    await app.see("combobox");
    await app.type("combobox", undefined, "たなか");
    await app.see("option", /田中/);
    await app.press(Key.down);
    await app.press(Key.up);
    await app.press(Key.enter);
    await app.until("the record", async () => /^#\/customers\/\d+$/.test(await hash(app)));
    await app.see("heading", /田中/);
  });

  test("a note about the customer is kept from anywhere", async () => {
    await app.press("n");
    await app.see("dialog", w("memo_title"));
    await app.type("textbox", w("memo_body"), "来週お電話の約束");
    await app.press(Key.ctrl, Key.enter);
    await app.gone("dialog", w("memo_title"));
    await app.says("来週お電話の約束");
  });

  test("a dialog gives the focus back to where it came from", async () => {
    await app.tabTo("button", w("customers_case_open"));
    await app.press(Key.enter);
    await app.see("dialog");
    await app.press(Key.escape);
    await app.until("the focus to come back", () =>
      app.run((label) => document.activeElement?.textContent?.includes(label), w("customers_case_open")),
    );
  });

  test("a cell of the cohort table opens its names, and a name its record", async () => {
    await app.press("g");
    await app.press("i");
    await app.until("the cohort table", () => app.run(() => document.querySelectorAll("g.cell").length > 10));
    for (let pressed = 0; pressed < 80; pressed += 1) {
      if (await app.run(() => document.activeElement?.matches("g.cell"))) break;
      await app.press(Key.tab);
    }
    expect(await app.run(() => document.activeElement?.matches("g.cell")), "Tab leads into the drawing");
    await app.press(Key.enter);
    await app.see("dialog");
    await app.press(Key.escape);
    await app.gone("dialog", undefined);
    const rateOf = () => app.run(() => document.activeElement?.getAttribute("aria-label"));
    const before = await rateOf();
    await app.press(Key.right);
    expect((await rateOf()) !== before, "the arrow leads to the next cell");
  });

  test("two records of one person are made one with a key, and the undo asks again", async () => {
    const ask = (command, args) =>
      app.run((name, values) => window.__TAURI_INTERNALS__.invoke(name, values), command, args);
    const [known] = await ask("search", { text: "たなかゆきこ", limit: 1 });
    const { customer } = await ask("customer", { id: known.customer, lang: "ja" });
    await ask("add_customer", { form: customer.form, household: null });
    await app.goTo("#/customers/duplicates");
    await app.see("button", w("duplicates_turn"), { patience: 20_000 });
    // The practice shop has a doubtful pair of its own, which may stand before this one.
    const asked = (name) =>
      app.run(
        (wanted) =>
          [...document.querySelectorAll("main a")].filter((link) =>
            link.textContent.trim().startsWith(wanted),
          ).length === 2,
        name,
      );
    const walkTo = (name) => async () => {
      const there = await asked(name);
      if (!there) await app.press("j");
      return there;
    };
    await app.until("the pair", walkTo(known.name));
    await app.press("1");
    await app.says(w("duplicates_joined", { name: known.name }));
    await app.until("another question, or none", async () => !(await asked(known.name)));
    await app.press(Key.ctrl, "z");
    await app.until("the question again", walkTo(known.name));
    await app.press("3");
    await app.until("an answer", async () => !(await asked(known.name)));
  });

  test("a file is brought in", async () => {
    app.prepareChoices(RAKUTEN);
    await app.press("g");
    await app.press("m");
    await app.see("button", w("import_choose"));
    await app.tabTo("button", w("import_choose"));
    await app.press(Key.enter);
    await app.says(w("import_count_customers"), 20_000);
    await app.tabTo("button", w("import_commit"));
    await app.press(Key.enter);
    await app.see("link", w("import_to_today"), { patience: 30_000 });
    await app.tabTo("link", w("import_to_today"));
    await app.press(Key.enter);
    await app.until("Today", async () => (await hash(app)) === "#/today");
  });

  test("the language changes", async () => {
    await app.tabTo("button", "English");
    await app.press(Key.enter);
    await app.see("heading", "Today");
  });
});
