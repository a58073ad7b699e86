// An export that comes again: offered from the watched folder, and beside what the shop has corrected.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect, expectSame, suite } from "../lib/suite.mjs";
import { word } from "../lib/words.mjs";

const w = (key, values) => word("ja", key, values);
const HEADER = "顧客番号,氏名,フリガナ,電話番号,郵便番号,都道府県,市区町村,住所,備考";
const row = (street) => `C-1,田中 一郎,タナカ イチロウ,090-0000-1111,390-0811,長野県,松本市,${street},`;

export default suite("again", (test, app) => {
  const folder = join(app.folder, "exports");
  const ask = (command, args) =>
    app.run((name, values) => window.__TAURI_INTERNALS__.invoke(name, values), command, args);
  const street = async () => {
    const [hit] = await ask("search", { text: "田中一郎", limit: 1 });
    const { customer } = await ask("customer", { id: hit.customer, lang: "ja" });
    return { id: hit.customer, form: customer.form };
  };
  const bringIn = async () => {
    await app.click("button", w("import_commit"), { patience: 20_000 });
    await app.see("link", w("import_to_today"), { patience: 30_000 });
  };

  test("a folder is named, and what is found there is offered", async () => {
    mkdirSync(folder, { recursive: true });
    await app.start({ lang: "ja", theme: "light", width: 1280 });
    await app.openEmpty();
    await app.goTo("#/settings");
    app.prepareChoices(folder);
    await app.click("button", w("settings_watch_choose"));
    await app.says(folder);
    writeFileSync(join(folder, "customers-1.csv"), `${HEADER}\r\n${row("大手1-2-3")}\r\n`);
    await app.goTo("#/import");
    await app.says("customers-1.csv");
    await app.screenshot("import-offered");
    await app.expectAccessible("import-offered");
    await app.click("button", w("import_offered_take"));
    await bringIn();
    expectSame((await street()).form.address.street, "大手1-2-3", "it is in");
  });

  test("what the shop corrected stands beside the file, and stays unless somebody says so", async () => {
    const { id, form } = await street();
    const address = { ...form.address, street: "大手9-9-9" };
    await ask("edit_customer", { id, form: { ...form, address }, seen: null });
    writeFileSync(join(folder, "customers-2.csv"), `${HEADER}\r\n${row("大手4-5-6")}\r\n`);
    await app.goTo("#/today");
    await app.goTo("#/import");
    await app.says("customers-2.csv");
    await app.click("button", w("import_offered_take"));
    await app.says("大手9-9-9", 20_000);
    await app.says("大手4-5-6");
    await app.screenshot("import-conflicts");
    await app.expectAccessible("import-conflicts");
    await app.click("radio", w("import_conflict_take"));
    await bringIn();
    expectSame((await street()).form.address.street, "大手4-5-6", "the file's, because somebody said so");
  });

  test("each field says where it came from", async () => {
    await app.goTo(`#/customers/${(await street()).id}`);
    await app.run(() => {
      const details = [...document.querySelectorAll("main details")].at(-1);
      details.open = true;
      details.scrollIntoView();
    });
    await app.says("customers-2.csv");
    expect((await app.text()).includes("customers-1.csv"), "and what the first file said, by the first");
    await app.screenshot("customer-origins");
    await app.expectAccessible("customer-origins");
  });

  test("a blank postal code is proposed, and filled because somebody said so", async () => {
    const missing = "C-2,佐藤 花,サトウ ハナ,090-0000-2222,,東京都,渋谷区,神宮前1-2-3,";
    writeFileSync(join(folder, "customers-3.csv"), `${HEADER}\r\n${missing}\r\n`);
    await app.goTo("#/today");
    await app.goTo("#/import");
    await app.says("customers-3.csv");
    await app.click("button", w("import_offered_take"));
    await app.says(w("import_address_missing_code"), 20_000);
    await app.click("button", w("import_addresses_take"));
    await bringIn();
    const [hit] = await ask("search", { text: "佐藤花", limit: 1 });
    const { customer } = await ask("customer", { id: hit.customer, lang: "ja" });
    expectSame(
      [customer.form.address.postal_code, customer.form.address.street],
      ["150-0001", "神宮前1-2-3"],
      "the blank is filled, what was written stays",
    );
  });
});
