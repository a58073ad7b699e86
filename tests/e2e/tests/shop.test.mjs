// A morning in the shop, in the real window: from the empty laptop to the first follow-up, a customer found
// by kana, a file of another age brought in, the chart, the other language.

import { join } from "node:path";

import { Key } from "../lib/app.mjs";
import { root } from "../lib/places.mjs";
import { expect, expectSame, suite } from "../lib/suite.mjs";

const RAKUTEN = join(root, "src-tauri/crates/exchange/tests/fixtures/sample_rakuten_orders.csv");

/** How many are done, from "4 / 17 完了". */
const doneCount = async (app) => Number(/(\d+) \/ \d+ 完了/.exec(await app.text())?.[1] ?? -1);

export default suite("shop", (test, app) => {
  test("an empty laptop offers three ways to begin", async () => {
    await app.start({ lang: "ja", theme: "light", width: 1280 });
    await app.see("button", "試してみる");
    await app.see("button", "ファイルを選ぶ");
    await app.see("button", "始める");
    await app.screenshot("start");
    await app.expectAccessible("start");
  });

  test("the practice shop opens on today's first follow-up without typing", async () => {
    await app.openPractice();
    await app.says("なぜ今日?");
    await app.see("button", /^完了して次へ/);
    await app.says("れんしゅう");
    await app.screenshot("today");
    await app.expectAccessible("today");
  });

  test("a follow-up is done with a note, and taken back", async () => {
    const before = await doneCount(app);
    expect(before >= 0, "the progress of the day is told");
    await app.fill("textbox", "結果をひとこと", "がたつきなし。春にもう一度お電話。");
    await app.click("button", /^完了して次へ/);
    await app.until("one more to be done", async () => (await doneCount(app)) === before + 1);
    await app.screenshot("today-done");
    await app.click("button", /元に戻す|取り消す/);
    await app.until("it to be open again", async () => (await doneCount(app)) === before);
  });

  test("a customer is found by kana from anywhere", async () => {
    await app.press(Key.ctrl, "k");
    await app.see("combobox");
    await app.type("combobox", undefined, "たなか");
    await app.see("option", /田中 由紀子/);
    await app.screenshot("finder");
    await app.press(Key.enter);
    await app.see("heading", /田中/);
    await app.says("お使いの品と、お手入れの暦");
    await app.screenshot("customer");
    await app.expectAccessible("customer");
  });

  test("a product is found in any kana, changed with all its things, and taken back", async () => {
    await app.goTo("#/care/products");
    await app.fill("searchbox", "商品を探す", "ソファ");
    await app.until("sofas alone", async () => {
      const rows = await app.run(() =>
        [...document.querySelectorAll("tbody tr")].map((row) => row.textContent),
      );
      return rows.length > 0 && rows.every((row) => row.includes("ソファ"));
    });
    await app.click("button", /を直す$/);
    await app.fill("textbox", "メーカー", "北の工房");
    await app.click("button", "保存");
    await app.says("北の工房");
    await app.says("を直しました");
    await app.screenshot("products");
    await app.click("button", /元に戻す|取り消す/);
    await app.until("it to be as before", async () => !(await app.text()).includes("北の工房"));
    await app.press(Key.ctrl, "k");
    await app.type("combobox", undefined, "たなか");
    await app.see("option", /田中 由紀子/);
    await app.press(Key.enter);
    await app.see("heading", /田中/);
  });

  test("who told a customer about the shop is found as one types", async () => {
    await app.click("button", "書きとめる");
    await app.see("dialog");
    await app.click("button", /^ご紹介$/);
    // Somebody may stand there already.
    await app.run(() =>
      [...document.querySelectorAll("[role=dialog] button")]
        .find((one) => one.textContent?.includes("選びなおす"))
        ?.click(),
    );
    await app.type("combobox", undefined, "すずき");
    await app.see("option", /鈴木/);
    await app.expectAccessible("heard");
    await app.press(Key.enter);
    await app.click("button", "保存");
    await app.says("お知りになったきっかけを書きとめました");
    await app.see("link", /鈴木.*のご紹介/);
  });

  test("a letter that came back is written down where one sees how they stand", async () => {
    await app.says("お付き合いのようす");
    await app.click("button", "「戻ってきた」にする");
    await app.says("連絡先のようすを書きとめました");
    await app.says("郵便が戻ってきました。");
    await app.expectAccessible("standing");
    await app.click("button", "また使える");
    await app.until("nothing to speak for trouble", () =>
      app.run(() => !document.body.textContent.includes("郵便が戻ってきました。")),
    );
  });

  test("the chart opens the names behind a number", async () => {
    await app.goTo("#/insights");
    await app.until("the cohort table", () => app.run(() => document.querySelectorAll("g.cell").length > 10));
    await app.says("95%区間");
    await app.screenshot("insights");
    await app.expectAccessible("insights");
  });

  test("a margin makes LTV of what households brought in, and recency opens names", async () => {
    await app.click("button", "収益率を入れる");
    await app.type("textbox", /収益率/, "40");
    await app.press(Key.enter);
    await app.says("収益率を保存しました");
    await app.says("収益率 40.0%");
    await app.click("button", "この先の見込みを見る");
    await app.says("はじめの品");
    await app.screenshot("insights-worth");
    await app.expectAccessible("insights-worth");
    await app.run(() => document.querySelector("td[class*='shade-3'] button").click());
    await app.see("dialog");
    await app.press(Key.escape);
    await app.says("どなたから、どなたへ");
    await app.says("お礼がまだの方");
  });

  test("a comparison is begun, and the names of either side stand behind its counts", async () => {
    await app.goTo("#/insights");
    await app.says("お送りした組");
    await app.until("the effects drawn", () =>
      app.run(() => document.querySelectorAll("g.effect").length === 3),
    );
    await app.run(() => document.querySelector("g.effect").scrollIntoView({ block: "center" }));
    await app.run(() =>
      document.querySelector("g.effect").dispatchEvent(new MouseEvent("click", { bubbles: true })),
    );
    await app.see("dialog");
    await app.press(Key.escape);
    await app.click("button", "くらべはじめる");
    await app.see("dialog");
    await app.says("からの差が分かります。");
    await app.expectAccessible("compare");
    await app.run(() =>
      [...document.querySelectorAll("[role=dialog] button")]
        .find((one) => one.textContent?.trim() === "くらべはじめる")
        ?.click(),
    );
    await app.says("くらべはじめました");
    await app.says("はじめの90日");
    await app.until("a fourth comparison", () =>
      app.run(() => document.querySelectorAll("g.effect").length === 4),
    );
    await app.expectAccessible("effect");
  });

  test("what somebody answered stands in the record and counts", async () => {
    await app.goTo("#/today");
    await app.says("なぜ今日?");
    await app.press(Key.ctrl, "k");
    await app.see("combobox");
    await app.type("combobox", undefined, "たなかゆきこ");
    await app.see("option", /田中 由紀子/);
    await app.press(Key.enter);
    await app.click("button", "お声を書く");
    await app.see("dialog");
    await app.click("button", "親しい方にすすめたいと思いますか 10");
    await app.click("button", "満足していますか 5");
    await app.fill("textbox", "お言葉", "孫の代まで使いたい");
    await app.screenshot("answers-dialog");
    await app.expectAccessible("answers-dialog");
    await app.click("button", "保存");
    await app.says("お声を書きとめました");
    await app.says("孫の代まで使いたい");
    await app.goTo("#/insights");
    await app.says("いちばん一緒に動いています");
    await app.run(() => {
      const bar = document.querySelector('g.bar[data-k="10"] path, g.bar[data-k="10"] rect');
      bar.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    });
    await app.see("dialog");
    await app.says("由紀子");
    await app.press(Key.escape);
  });

  test("the language changes without a restart", async () => {
    await app.click("button", "English");
    await app.see("heading", "Insights");
    await app.screenshot("insights-en");
    await app.click("button", "日本語");
    await app.see("heading", "ふりかえり");
  });

  test("the practice shop is left for an empty one of one's own", async () => {
    await app.click("button", "れんしゅうを終える");
    await app.click("button", "始める");
    await app.until("the shop", async () => (await app.navigation()).length > 0);
    expect(!(await app.text()).includes("田中"), "nobody of the practice shop is here");
  });

  test("a CP932 file is previewed and brought in", async () => {
    await app.goTo(`#/import?path=${encodeURIComponent(RAKUTEN)}`);
    await app.says("新しいお客様", 20_000);
    await app.says("髙橋");
    await app.screenshot("import");
    await app.expectAccessible("import");
    await app.click("button", /バックアップして取り込む/);
    await app.says(/取り込みました/, 20_000);
    const hits = await app.run(() =>
      window.__TAURI_INTERNALS__.invoke("search", { text: "たかはし", limit: 5 }),
    );
    expect(hits.length > 0, "a customer of the file is found by kana");
    const again = await app.run(
      (path) => window.__TAURI_INTERNALS__.invoke("import_preview", { path, options: {}, job: "again" }),
      RAKUTEN,
    );
    expectSame(
      [again.counts.inserted.customers, again.counts.inserted.purchases],
      [0, 0],
      "the same file brings nothing a second time",
    );
  });

  test("everything is still there after the app was killed", async () => {
    await app.kill();
    await app.start({ lang: "ja", theme: "light", width: 1280 });
    await app.until("the shop", async () => (await app.navigation()).length > 0);
    const state = await app.run(() => window.__TAURI_INTERNALS__.invoke("app_state"));
    expect(state.shop.counts.purchases > 0, "the purchases that were brought in are there");
  });
});
