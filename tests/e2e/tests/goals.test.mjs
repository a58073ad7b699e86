// Goals: the first tree at one click, a number that hangs on what was written before, and what is kept in sight.

import { expect, expectSame, suite } from "../lib/suite.mjs";
import { word } from "../lib/words.mjs";

const w = (key, values) => word("ja", key, values);

export default suite("goals", (test, app) => {
  const goals = () => app.run(() => window.__TAURI_INTERNALS__.invoke("goals", { drawing: null }));
  const touch = "お届けのあと早めに様子をうかがい、季節ごとにお手入れをご案内する";

  test("an empty shop begins with a tree at one click, and takes it back at another", async () => {
    await app.start({ lang: "ja", theme: "light", width: 1280 });
    await app.openEmpty();
    await app.goTo("#/insights/goals");
    await app.says(w("goals_empty"));
    await app.expectAccessible("goals-empty");
    expectSame(await app.has("button", w("goals_add_own")), false, "no number before a success");
    await app.click("button", w("goals_begin"));
    await app.says("10年後も、気持ちよく座れる");
    await app.click("button", w("undo"));
    await app.says(w("goals_empty"));
    await app.click("button", w("goals_begin"));
    await app.says("10年後も、気持ちよく座れる");
  });

  test("a number is added below what it is for, and says why it helps", async () => {
    await app.click("button", `${w("goals_add_own")}: ${touch}`);
    await app.see("dialog", w("goals_add_own"));
    await app.expectAccessible("goals-add");
    expectSame(
      await app.run(() => document.querySelector('button[form="goal-form"]').disabled),
      true,
      "not without a reason",
    );
    await app.fill("textbox", w("goals_why"), "満足の声がふえる");
    await app.fill("textbox", w("goals_target"), "30");
    await app.click("button", w("goals_save"));
    await app.says("なぜ効くか:満足の声がふえる");
    const added = (await goals()).goals.find((goal) => goal.says.why === "満足の声がふえる");
    expectSame(added.says.target, 300, "thirty per cent");
    expect(added.says.pinned, "there was room");
    await app.expectAccessible("goals");
  });

  test("what is kept in sight is let go and put back, and a branch that was removed stands again", async () => {
    const before = (await goals()).pinned;
    await app.click("button", `${w("goals_unpin")}: ${w("goals_metric_satisfied")}`);
    await app.until("one less", async () => (await goals()).pinned === before - 1);
    await app.click("button", `${w("goals_pin")}: ${w("goals_metric_satisfied")}`);
    await app.until("as before", async () => (await goals()).pinned === before);
    // The news of these two is gone: what can be taken back now is what follows.
    await app.gone("button", w("undo"), 30_000);
    await app.click("button", `${w("goals_remove")}: ${touch}`);
    await app.until("the branch is gone", async () => (await goals()).goals.length === 2);
    await app.click("button", w("undo"));
    await app.until("it stands again", async () => (await goals()).goals.length === 7);
  });
});
