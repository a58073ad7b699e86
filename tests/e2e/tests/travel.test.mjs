// A shop moves to another laptop: a backup with a passphrase is made here and opened there, by the screens.

import { join } from "node:path";

import { expect, expectSame, suite } from "../lib/suite.mjs";

const WORDS = "窓辺の椅子と青い猫 1955";

export default suite("travel", (test, app) => {
  const file = join(app.folder, "carried.aichaku");

  test("a passphrase is typed twice and told how good it is", async () => {
    await app.start({ lang: "ja", theme: "light", width: 1280 });
    await app.openPractice();
    await app.goTo("#/settings");
    await app.click("button", "合言葉をつけてつくる…");
    await app.see("dialog", "ほかのパソコンで開けるバックアップ");
    await app.fill("textbox", "合言葉", "いす");
    await app.says("短すぎます");
    await app.fill("textbox", "合言葉", WORDS);
    await app.says("十分に強い合言葉です");
    await app.fill("textbox", "合言葉をもう一度", WORDS);
    await app.screenshot("passphrase");
    await app.expectAccessible("passphrase");
    app.prepareChoices(file);
    await app.click("button", "置く場所を選んでつくる…");
    await app.says("開けることを確かめました", 30_000);
  });

  test("another laptop asks for it, says when it is wrong, and opens the shop", async () => {
    await app.stop();
    await app.start({ env: { AICHAKU_DATA_DIR: join(app.folder, "laptop") } });
    // Practice takes the place of practice only: the laptop has a practice shop of its own.
    await app.openPractice();
    await app.goTo("#/settings");
    app.prepareChoices(file);
    await app.click("button", "バックアップから戻す");
    await app.click("button", "戻す");
    await app.see("dialog", "合言葉を入れてください");
    await app.fill("textbox", "合言葉", "窓辺の机");
    await app.click("button", "戻す");
    await app.says("合言葉が違うか", 30_000);
    await app.screenshot("passphrase-wrong");
    await app.expectAccessible("passphrase-wrong");
    await app.fill("textbox", "合言葉", WORDS);
    await app.click("button", "戻す");
    await app.says("バックアップから戻しました", 30_000);
    const state = await app.run(() => window.__TAURI_INTERNALS__.invoke("app_state"));
    expect(state.shop.counts.households > 0, "the shop is there");
    expectSame(await app.has("dialog"), false, "and nothing is asked any more");
  });
});
