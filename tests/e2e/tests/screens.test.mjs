// Every screen, dialog and step, furnished and empty, in both languages and themes: axe-core finds nothing
// and no word is cut, also in the narrowest window.

import { cameBackLate, freshApp } from "../lib/places.mjs";
import { suite } from "../lib/suite.mjs";
import { emptyTour, shopTour, visit } from "../lib/tour.mjs";

const HEIGHT = 860;
const NARROWEST = 1024;
const LOOKS = [
  { lang: "ja", theme: "light" },
  { lang: "en", theme: "dark" },
];

async function expectFit(app, name) {
  const { lang, theme } = app.look;
  await app.expectAccessible(`${name} (${lang}, ${theme})`);
  await app.expectNothingCut(`${name} (${lang}, ${theme})`);
}

export default suite("screens", (test, app) => {
  const empty = freshApp("screens-empty-shop");
  const late = freshApp("screens-late-shop");
  const open = async (one, look) => {
    await one.stop();
    one.forgetPageStorage(`home-${look.lang}-${look.theme}`);
    await one.start({ ...look, width: NARROWEST, height: HEIGHT });
  };
  for (const [index, look] of LOOKS.entries()) {
    const how = `${look.lang}, ${look.theme}`;
    test(`start and the empty shop (${how})`, async () => {
      await open(empty, look);
      if (index === 0) {
        await empty.see("heading");
        await expectFit(empty, "start");
        await empty.openEmpty();
      }
      // The app goes to where it begins by itself; only then it stays where it is sent.
      await empty.until("the shop", async () => (await empty.navigation()).length > 0, 30_000);
      await empty.settled();
      for (const stop of emptyTour) {
        await visit(empty, stop);
        await expectFit(empty, stop.name);
      }
      await empty.stop();
    });
    test(`the dialog after an absence (${how})`, async () => {
      if (index === 0) cameBackLate(late);
      await open(late, look);
      await late.see("dialog", undefined, { patience: 30_000 });
      await expectFit(late, "catch-up");
      await late.stop();
    });
    test(`the practice shop opens (${how})`, async () => {
      await open(app, look);
      if (index === 0) await app.openPractice();
      await app.until("the menu", async () => (await app.navigation()).length > 0);
    });
    for (const stop of shopTour) {
      test(`${stop.name} (${how})`, async () => {
        await visit(app, stop);
        await expectFit(app, stop.name);
      });
    }
  }
});
