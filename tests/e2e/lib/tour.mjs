// Every screen, dialog and step of the app, furnished: what pictures are taken of, and what must be
// accessible and uncut. Each stop begins on a fresh screen and leaves nothing behind but what it says.

import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { Key } from "./app.mjs";
import { root } from "./places.mjs";
import { word } from "./words.mjs";

const RAKUTEN = join(root, "src-tauri/crates/exchange/tests/fixtures/sample_rakuten_orders.csv");

/** A list whose addresses lack a code, a prefecture, or say something else than their code. */
const ADDRESSES = `顧客番号,氏名,電話番号,郵便番号,都道府県,市区町村,住所
Z-1,森下 一葉,090-0000-7001,,東京都,渋谷区,神宮前1-2-3
Z-2,北川 次郎,090-0000-7002,150-0001,,,神宮前1-2-4
Z-3,南 三千代,090-0000-7003,150-0001,大阪府,大阪市北区,梅田1-1
Z-4,西村 史郎,090-0000-7004,999-9999,東京都,渋谷区,神宮前1-2-5
`;

/** New customers without a reading: the shop's own people say how some of these names are read. */
const READINGS = `顧客番号,氏名,電話番号,郵便番号,都道府県,市区町村,住所
Y-1,佐藤 健一,090-0000-7101,150-0001,東京都,渋谷区,神宮前2-1-1
Y-2,田中 由紀子,090-0000-7102,150-0001,東京都,渋谷区,神宮前2-1-2
Y-3,田中 由紀子,090-0000-7103,150-0001,東京都,渋谷区,神宮前2-1-3
Y-4,松本 花子,090-0000-7104,150-0001,東京都,渋谷区,神宮前2-1-4
Y-5,勅使河原 一葉,090-0000-7105,150-0001,東京都,渋谷区,神宮前2-1-5
`;

/** What a stop says and does; `w` gives a message in the language of the window. */
const speaker = (app) => (key, values) => word(app.look.lang, key, values);

/** Asks the backend directly, where a person would look around. */
const ask = (app, command, args) =>
  app.run((name, values) => window.__TAURI_INTERNALS__.invoke(name, values), command, args);

const hit = async (app, text) => {
  const [found] = await ask(app, "search", { text, limit: 1 });
  if (!found) throw new Error(`nobody is called ${text} in the practice shop`);
  return found;
};

const company = async (app) => {
  const { hits } = await ask(app, "customers", { after: null, limit: 500 });
  return hits.find((one) => one.company);
};

/** Writes somebody down a second time, as a clerk in a hurry does; once. */
const twice = async (app) => {
  const { open } = await ask(app, "duplicates_count", {});
  if (open > 0) return;
  const { customer } = await hit(app, "たなかゆきこ");
  const { customer: known } = await ask(app, "customer", {
    id: customer,
    lang: "ja",
  });
  const form = { ...known.form, family_kana: "", given_kana: "" };
  await ask(app, "add_customer", { form, household: null });
};

const record = async (app, text = "たなかゆきこ") =>
  app.goTo(`#/customers/${(await hit(app, text)).customer}`);

const choose = async (app, button, entry) => {
  await app.click("button", button);
  await app.click("menuitem", entry);
  await app.see("dialog");
};

/** Brings the card of what care does up, and clicks a button of it. */
const effectCard = (app, w, button) =>
  app.run(
    (title, label) => {
      const heading = [...document.querySelectorAll("h2")].find((one) => one.textContent === title);
      const card = heading.closest(".card");
      card.scrollIntoView({ block: "start" });
      [...card.querySelectorAll("button")].find((one) => one.textContent.trim() === label)?.click();
    },
    w("effect_title"),
    button ?? "",
  );

/** The stops of a furnished shop: `{ name, at, open }`; `open` does what leads there from the address `at`. */
export const shopTour = [
  { name: "today", at: "#/today" },
  {
    name: "today-held",
    at: "#/today",
    open: (app) => app.run(() => document.querySelectorAll("[data-follow-up]")[1]?.click()),
  },
  {
    name: "today-later-menu",
    at: "#/today",
    open: (app, w) => app.click("button", w("today_postpone")),
  },
  {
    name: "today-skip-menu",
    at: "#/today",
    open: (app, w) => app.click("button", w("today_skip")),
  },
  {
    name: "today-postpone",
    at: "#/today",
    open: (app, w) => choose(app, w("today_postpone"), w("today_postpone_other")),
  },
  {
    name: "today-calls",
    at: "#/today",
    open: (app, w) => app.click("button", w("today_calls")),
  },
  {
    name: "finder",
    at: "#/today",
    open: async (app) => {
      await app.press(Key.ctrl, "k");
      await app.see("combobox");
      await app.type("combobox", undefined, "たな");
      await app.see("option");
    },
  },
  {
    name: "finder-nobody",
    at: "#/today",
    open: async (app, w) => {
      await app.press(Key.ctrl, "k");
      await app.see("combobox");
      await app.type("combobox", undefined, "ぬるぽ");
      await app.see("button", w("finder_empty_next"));
    },
  },
  { name: "memo", at: "#/today", open: (app) => app.press(Key.ctrl, "m") },
  {
    name: "keys",
    at: "#/today",
    open: (app, w) => app.click("button", w("keys_short")),
  },
  {
    name: "about",
    at: "#/today",
    open: (app, w) => app.click("button", w("help_menu")),
  },
  { name: "customers", at: "#/customers" },
  {
    name: "customers-found",
    at: "#/customers",
    open: async (app, w) => {
      await app.fill("searchbox", w("customers_search"), "まつもと");
    },
  },
  {
    name: "customer-new",
    at: "#/customers",
    open: (app, w) => app.click("button", w("customers_add")),
  },
  {
    name: "addresses",
    at: "#/customers",
    open: (app, w) => app.click("button", w("addresses_open")),
  },
  {
    name: "duplicates",
    at: "#/customers/duplicates",
    open: async (app, w) => {
      await twice(app);
      await app.goTo("#/today");
      await app.goTo("#/customers/duplicates");
      await app.see("button", w("duplicates_turn"));
    },
  },
  { name: "deliveries", at: "#/customers/deliveries" },
  {
    name: "deliveries-rule",
    at: "#/customers/deliveries",
    open: (app, w) => app.click("button", w("customers_rule")),
  },
  { name: "customer", open: (app) => record(app) },
  {
    name: "customer-lower",
    open: async (app) => {
      await record(app);
      await app.run(() => document.querySelector("main").scrollTo(0, 100_000));
    },
  },
  {
    name: "customer-company",
    open: async (app) => app.goTo(`#/customers/${(await company(app)).customer}`),
  },
  {
    name: "customer-calendar-list",
    open: async (app, w) => {
      await record(app);
      await app.click("button", w("customers_as_list"));
    },
  },
  {
    name: "customer-menu",
    open: async (app, w) => {
      await record(app);
      await app.click("button", w("customers_more_actions"));
      await app.see("menuitem", w("customers_edit"));
    },
  },
  {
    name: "purchase-new",
    open: async (app, w) => {
      await record(app);
      await app.click("button", w("customers_purchase_add"));
    },
  },
  {
    name: "customer-edit",
    open: async (app, w) => {
      await record(app);
      await choose(app, w("customers_more_actions"), w("customers_edit"));
    },
  },
  {
    name: "item-new",
    open: async (app, w) => {
      await record(app);
      await app.click("button", w("customers_item_add"));
    },
  },
  {
    name: "item-edit",
    open: async (app) => {
      await record(app);
      await app.run(() => document.querySelector("button.name").click());
      await app.see("dialog");
    },
  },
  {
    name: "refund",
    open: async (app, w) => {
      await record(app);
      await app.run(() => document.querySelector("table button[aria-haspopup=menu]").click());
      await app.click("menuitem", w("customers_refund"));
      await app.see("dialog");
    },
  },
  {
    name: "consent",
    open: async (app, w) => {
      await record(app);
      await app.click("button", w("customers_consent_record"));
    },
  },
  {
    name: "household",
    open: async (app, w) => {
      await record(app);
      await app.run(
        (label) => document.querySelector(`section[aria-label="${label}"] .side button`).click(),
        w("customers_household"),
      );
      await app.see("dialog");
    },
  },
  {
    name: "household-people",
    open: async (app, w) => {
      await record(app);
      await app.click("button", w("customers_living"));
      await app.type("combobox", undefined, "さと");
      await app.see("option");
    },
  },
  {
    name: "case-new",
    open: async (app, w) => {
      await record(app);
      await app.click("button", w("customers_case_open"));
    },
  },
  {
    name: "customer-answers",
    open: async (app, w) => {
      await record(app);
      await app.click("button", w("voices_add"));
      await app.click("button", new RegExp(`${w("voices_recommend").replace("?", ".")} 9`));
      await app.run(() =>
        document.querySelector("dialog details, [role=dialog] details").setAttribute("open", ""),
      );
    },
  },
  {
    name: "case-close",
    open: async (app, w) => {
      await record(app, await inTrouble(app));
      await app.click("button", w("customers_case_close"));
    },
  },
  { name: "care", at: "#/care" },
  {
    name: "care-none",
    at: "#/care",
    open: (app, w) => app.fill("searchbox", w("care_search"), "ぬるぽ"),
  },
  {
    name: "care-content",
    open: async (app) => app.goTo(`#/care/${(await contents(app))[0].id}`),
  },
  {
    name: "care-edit",
    open: async (app, w) => {
      await app.goTo(`#/care/${(await contents(app))[0].id}`);
      await app.click("button", w("edit"));
      await app.see("textbox", w("care_text_body"));
    },
  },
  { name: "care-new", at: "#/care/new" },
  { name: "products", at: "#/care/products" },
  {
    name: "products-none",
    at: "#/care/products",
    open: (app, w) => app.fill("searchbox", w("products_search"), "ぬるぽ"),
  },
  {
    name: "products-edit",
    at: "#/care/products",
    open: async (app, w) => {
      const [{ name }] = (await ask(app, "product_list", { text: "", after: null, limit: 1 })).rows;
      await app.click("button", w("products_edit_one", { product: name }));
      await app.see("textbox", w("products_name"));
      await app.run(() => document.querySelector("[role=dialog] details").setAttribute("open", ""));
    },
  },
  { name: "plans", at: "#/plans" },
  {
    name: "plan",
    open: async (app) => app.goTo(`#/plans/${await busiestPlan(app)}`),
  },
  {
    name: "plan-aim",
    open: async (app, w) => {
      await app.goTo(`#/plans/${await busiestPlan(app)}`);
      await app.click("button", w("plans_edit_aim"));
    },
  },
  {
    name: "plan-table",
    open: async (app, w) => {
      await app.goTo(`#/plans/${await busiestPlan(app)}`);
      await app.click("button", w("plans_as_table"));
    },
  },
  { name: "plan-new", at: "#/plans/new" },
  { name: "insights", at: "#/insights", open: (app) => drawn(app) },
  {
    name: "insights-lower",
    at: "#/insights",
    open: async (app) => {
      await drawn(app);
      await app.run(() => document.querySelector("main").scrollTo(0, 100_000));
    },
  },
  {
    name: "insights-months",
    at: "#/insights",
    open: async (app, w) => {
      await drawn(app);
      await app.run((label) => {
        const select = document.querySelector(`select[aria-label="${label}"]`);
        select.value = [...select.options].find((option, index) => index === 0).value;
        select.dispatchEvent(new Event("change", { bubbles: true }));
      }, w("insights_period"));
      await app.settled();
    },
  },
  {
    name: "insights-groups",
    at: "#/insights",
    open: async (app, w) => {
      await drawn(app);
      await app.run((label) => {
        const select = document.querySelector(`select[aria-label="${label}"]`);
        select.value = select.options[1].value;
        select.dispatchEvent(new Event("change", { bubbles: true }));
        select.scrollIntoView({ block: "start" });
      }, w("insights_group"));
      await app.until("a curve each", () => app.run(() => document.querySelectorAll("g.curve").length > 1));
    },
  },
  {
    name: "insights-tables",
    at: "#/insights",
    open: async (app, w) => {
      await drawn(app);
      for (const nth of [0, 1, 2, 3]) {
        await app.click("button", w("insights_as_table"), { nth });
      }
    },
  },
  {
    name: "insights-margin",
    at: "#/insights",
    open: async (app, w) => {
      await drawn(app);
      await app.click("button", w("worth_margin_set"));
      await app.run(() => document.querySelector(".ltv").scrollIntoView({ block: "center" }));
    },
  },
  {
    name: "insights-ahead",
    at: "#/insights",
    open: async (app, w) => {
      await drawn(app);
      await app.click("button", w("worth_ahead_open"));
      await app.says(w("worth_outlook_referred"));
      await app.run(() => document.querySelector(".ltv").scrollIntoView({ block: "start" }));
    },
  },
  {
    name: "insights-referrals",
    at: "#/insights",
    open: async (app, w) => {
      await drawn(app);
      await app.says(w("referrals_owed"));
      await app.run(() => document.querySelector(".parts").scrollIntoView({ block: "start" }));
    },
  },
  {
    name: "insights-referrals-table",
    at: "#/insights",
    open: async (app, w) => {
      await drawn(app);
      await app.says(w("referrals_owed"));
      await app.run((words) => {
        const part = document.querySelector(".parts");
        [...part.closest("section, article, .card").querySelectorAll("button")]
          .find((one) => one.textContent?.includes(words))
          ?.click();
        part.scrollIntoView({ block: "start" });
      }, w("insights_as_table"));
    },
  },
  {
    name: "insights-standing",
    at: "#/insights",
    open: async (app, w) => {
      await drawn(app);
      await app.says(w("standings_needs"));
      await app.run(() => document.querySelector(".needs").parentElement.scrollIntoView({ block: "start" }));
    },
  },
  {
    name: "insights-effect",
    at: "#/insights",
    open: async (app, w) => {
      await drawn(app);
      await app.says(w("effect_treated"));
      await effectCard(app, w);
    },
  },
  {
    name: "insights-effect-table",
    at: "#/insights",
    open: async (app, w) => {
      await drawn(app);
      await app.says(w("effect_treated"));
      await effectCard(app, w, w("insights_as_table"));
    },
  },
  {
    name: "insights-effect-begin",
    at: "#/insights",
    open: async (app, w) => {
      await drawn(app);
      await app.says(w("effect_treated"));
      await effectCard(app, w, w("effect_begin"));
      await app.see("dialog");
      await app.until("what it could tell", () =>
        app.run(() => document.querySelector('[role="dialog"] [role="status"]') !== null),
      );
    },
  },
  {
    name: "goals",
    at: "#/insights/goals",
    open: (app) => months(app),
  },
  {
    name: "goals-lower",
    at: "#/insights/goals",
    open: async (app) => {
      await months(app);
      await app.run(() => document.querySelector("main").scrollTo(0, 100_000));
    },
  },
  {
    name: "goals-table",
    at: "#/insights/goals",
    open: async (app, w) => {
      await months(app);
      await app.click("button", w("insights_as_table"));
    },
  },
  {
    name: "goals-target",
    at: "#/insights/goals",
    open: async (app, w) => {
      await months(app);
      await app.click("button", `${w("goals_edit")}: ${w("goals_metric_care_kept")}`);
      await app.see("dialog");
    },
  },
  {
    name: "goals-touch",
    at: "#/insights/goals",
    open: async (app, w) => {
      await months(app);
      await app.run((name) => {
        const add = [...document.querySelectorAll("main button")];
        add.find((button) => button.textContent.startsWith(name)).click();
      }, w("goals_add_touch"));
      await app.see("dialog");
    },
  },
  {
    name: "report-month",
    at: "#/insights/report",
    open: (app, w) => app.says(w("report_figures_hint")),
  },
  {
    name: "report-week",
    at: "#/insights/report",
    open: async (app, w) => {
      await app.says(w("report_figures_hint"));
      await app.click("button", w("report_week"));
      await app.says(w("report_week_names"));
    },
  },
  {
    name: "record-standing",
    open: async (app, w) => {
      await record(app);
      await app.says(w("standing_health"));
      await app.run(() => {
        const parts = document.querySelector("details:has(th)");
        parts.open = true;
        parts.closest(".card").scrollIntoView({ block: "start" });
      });
    },
  },
  {
    name: "record-heard",
    open: async (app, w) => {
      await record(app);
      await app.click("button", w("heard_change"));
      await app.see("dialog");
      await app.click("button", new RegExp(`^${w("heard_of_person")}$`));
    },
  },
  {
    name: "insights-names",
    at: "#/insights",
    open: async (app) => {
      await drawn(app);
      await app.run(() => {
        const cell = document.querySelector('g.cell[data-row="2"][data-k="4"]');
        cell.dispatchEvent(new MouseEvent("click", { bubbles: true }));
      });
      await app.see("dialog");
    },
  },
  { name: "import", at: "#/import" },
  {
    name: "import-unreadable",
    open: (app) => app.goTo(`#/import?path=${encodeURIComponent(join(root, "icons/32x32.png"))}`),
  },
  {
    name: "import-columns",
    open: async (app, w) => {
      await checked(app, w);
      await app.click("button", new RegExp(`2 ${w("import_step_columns")}`));
    },
  },
  { name: "import-check", open: (app, w) => checked(app, w) },
  {
    name: "import-addresses",
    open: async (app, w) => {
      const file = join(app.folder, "addresses.csv");
      writeFileSync(file, ADDRESSES);
      await app.goTo(`#/import?path=${encodeURIComponent(file)}`);
      await app.says(w("import_addresses_take"), 20_000);
      await app.click("button", w("import_addresses_take"));
    },
  },
  {
    name: "import-readings",
    open: async (app, w) => {
      const file = join(app.folder, "readings.csv");
      writeFileSync(file, READINGS);
      await app.goTo(`#/import?path=${encodeURIComponent(file)}`);
      await app.says(w("import_readings_take"), 20_000);
      await app.click("button", w("import_readings_take"));
    },
  },
  {
    name: "import-done",
    open: async (app, w) => {
      await checked(app, w);
      // The same file brings nothing a second time.
      if (await app.run((text) => document.body.innerText.includes(text), w("import_nothing_new"))) return;
      await app.click("button", w("import_commit"));
      await app.see("link", w("import_to_today"), { patience: 30_000 });
    },
  },
  {
    name: "import-undo",
    at: "#/import",
    open: async (app, w) => {
      await app.click("button", new RegExp(`^${w("import_undo")}`));
    },
  },
  { name: "settings", at: "#/settings" },
  {
    name: "settings-lower",
    at: "#/settings",
    open: (app) => app.run(() => document.querySelector("main").scrollTo(0, 100_000)),
  },
  {
    name: "staff",
    at: "#/settings",
    open: (app, w) => app.click("button", w("settings_staff_add")),
  },
  { name: "not-found", at: "#/nowhere" },
  {
    name: "today-done",
    at: "#/today",
    open: async (app) => {
      await app.click("button", new RegExp(`^${word(app.look.lang, "today_complete")}`));
      await app.until("a toast", () =>
        app.run(() => document.querySelector("[role=status] button") !== null),
      );
    },
  },
];

/** The stops of a shop that has nothing yet. */
export const emptyTour = [
  { name: "empty-today", at: "#/today" },
  { name: "empty-customers", at: "#/customers" },
  { name: "empty-deliveries", at: "#/customers/deliveries" },
  { name: "empty-duplicates", at: "#/customers/duplicates" },
  { name: "empty-products", at: "#/care/products" },
  { name: "empty-plans", at: "#/plans" },
  { name: "empty-insights", at: "#/insights" },
  { name: "empty-goals", at: "#/insights/goals" },
  { name: "empty-import", at: "#/import" },
  { name: "empty-settings", at: "#/settings" },
];

const contents = (app) => ask(app, "contents", {});

const busiestPlan = async (app) => {
  const plans = await ask(app, "plans", { lang: app.look.lang });
  return plans.sort((a, b) => b.items - a.items)[0].id;
};

/** The name of somebody whose case is open: the gate holds their follow-up back. */
const inTrouble = async (app) => {
  const view = await ask(app, "today", {
    query: { staff: null, channel: null, limit: 0 },
    lang: "ja",
  });
  const held = view.groups
    .flatMap((group) => group.items)
    .find((item) => item.gate.refusals.some((refusal) => refusal.code === "open_case"));
  if (!held) throw new Error("nobody in the practice shop has an open case");
  return held.customer_name.replace(/ [^ ]+$/, "");
};

const drawn = (app) =>
  app.until("the charts", () =>
    app.run(
      () => document.querySelectorAll("g.cell").length > 3 && document.querySelector("g.curve") !== null,
    ),
  );

/** The months of a number are there. */
const months = (app) =>
  app.until("the months", () => app.run(() => document.querySelectorAll("g.month").length > 3));

const checked = async (app, w) => {
  await app.goTo(`#/import?path=${encodeURIComponent(RAKUTEN)}`);
  await app.says(w("import_count_customers"), 20_000);
};

/** Closes what lies over the screen, and everything that the screen itself remembers. */
export async function leave(app) {
  for (let tries = 0; tries < 4; tries += 1) {
    const over = await app.run(
      () => document.querySelector("[role=dialog], [role=menu], [role=listbox]:popover-open") !== null,
    );
    if (!over) break;
    await app.press(Key.escape);
    await app.settled();
  }
  await app.goTo("#/between");
}

/** Goes to a stop and waits until it stands. */
export async function visit(app, stop) {
  const w = speaker(app);
  await leave(app);
  if (stop.at) await app.goTo(stop.at);
  await stop.open?.(app, w);
  const loading = w("loading");
  await app.until("everything to be loaded", async () => !(await app.text()).includes(loading));
  await app.settled();
}
