// A list leaves as a file and a postal code proposes its place, by the screens.

import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, suite } from "../lib/suite.mjs";

export default suite("out", (test, app) => {
  const list = join(app.folder, "customers.csv");
  const cards = join(app.folder, "cards.csv");

  test("the customers on screen are saved whole", async () => {
    await app.start({ lang: "ja", theme: "light", width: 1280 });
    await app.openPractice();
    await app.goTo("#/customers");
    app.prepareChoices(list);
    await app.click("button", "保存…");
    await app.click("menuitem", "CSV(UTF-8)");
    await app.says("件を保存しました", 30_000);
    const rows = readFileSync(list, "utf8").trim().split("\r\n");
    expect(rows.length > 500, `everybody and not only the page on screen, got ${rows.length} lines`);
  });

  test("addresses are saved for those to whom post may go", async () => {
    app.prepareChoices(cards);
    await app.click("button", "宛名");
    await app.see("dialog", "宛名を書き出す");
    await app.says("亡くなられた方", 30_000);
    await app.click("button", "保存する");
    await app.gone("dialog", "宛名を書き出す");
    const text = new TextDecoder("shift_jis").decode(readFileSync(cards));
    expect(text.startsWith("姓,名,"), "columns for programs that print cards");
    expect(text.includes("御中"), "companies are addressed as companies");
  });

  test("a postal code proposes its place, and a press fills only what is empty", async () => {
    await app.goTo("#/customers");
    await app.click("button", "お客様を追加");
    await app.see("dialog", "お客様を追加");
    await app.run(() =>
      document
        .querySelectorAll("dialog details, [role=dialog] details")
        .forEach((part) => (part.open = true)),
    );
    await app.fill("textbox", "町名・番地", "神宮前1-2-3");
    await app.fill("textbox", "郵便番号", "1500001");
    await app.click("button", "〒150-0001 東京都渋谷区神宮前 を入れる");
    const filled = await app.run(() =>
      [...document.querySelectorAll("[role=dialog] details input")].slice(0, 4).map((input) => input.value),
    );
    expect(
      filled.join("|") === "1500001|東京都|渋谷区|神宮前1-2-3",
      `what was typed stays, got ${filled.join("|")}`,
    );
    await app.screenshot("postal-taken");
    await app.expectAccessible("postal-taken");
    await app.click("button", "やめる");
  });

  test("who lives together is put right in one go and taken back", async () => {
    await app.goTo("#/customers");
    const people = await app.run(async () => {
      const page = await window.__TAURI_INTERNALS__.invoke("customers", { after: null, limit: 60 });
      return page.hits.map((hit) => ({ customer: hit.customer, name: hit.name, household: hit.household }));
    });
    const one = people[0];
    const other = people.find((person) => person.household !== one.household);
    await app.goTo(`#/customers/${one.customer}`);
    await app.click("button", "世帯の人を直す");
    await app.see("dialog", "世帯の人を直す");
    await app.fill("combobox", "この世帯に入る方", other.name);
    await app.click("option");
    await app.says("入ります");
    await app.expectAccessible("household-people");
    await app.click("button", "保存");
    await app.gone("dialog", "世帯の人を直す");
    const home = () =>
      app.run(
        async (customer) =>
          (await window.__TAURI_INTERNALS__.invoke("customer", { id: customer, lang: "ja" })).household.id,
        other.customer,
      );
    expect((await home()) === one.household, "they live together");
    await app.click("button", "元に戻す");
    await app.until("apart again", async () => (await home()) === other.household);
  });

  test("an exported shop is taken over where none is", async () => {
    const everything = join(app.folder, "everything");
    mkdirSync(everything, { recursive: true });
    await app.goTo("#/settings");
    app.prepareChoices(everything, app.folder, everything);
    await app.click("button", "フォルダを選んで書き出す…");
    await app.says("個のファイルに", 60_000);
    await app.click("button", "れんしゅうを終える");
    await app.click("button", "書き出しから引き継ぐ");
    await app.says("Aichakuの書き出しではありません");
    await app.click("button", "閉じる");
    await app.click("button", "書き出しから引き継ぐ");
    await app.says("れんしゅうの店の書き出しです", 30_000);
    await app.screenshot("take-over");
    await app.expectAccessible("take-over");
    await app.click("button", "引き継ぐ");
    await app.says("名のお客様を引き継ぎました", 120_000);
    const rows = await app.run(
      async () => (await window.__TAURI_INTERNALS__.invoke("app_state")).shop.counts.customers,
    );
    expect(rows > 500, `everybody came, got ${rows}`);
  });
});
