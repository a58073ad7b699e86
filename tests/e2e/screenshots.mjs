// Pictures of every screen in both languages, both themes and two widths, in `target/screenshots`:
// `node screenshots.mjs [part of a screen's name …]`. Says in the end which screens have cut text or
// violations that axe-core finds, and fails when there are any.

import { freshApp } from "./lib/places.mjs";

const LANGUAGES = ["ja", "en"];
const THEMES = ["light", "dark"];
const WIDTHS = [1024, 1440];
const HEIGHT = 900;

const parts = process.argv.slice(2);
const wanted = (name) => parts.length === 0 || parts.some((part) => name.includes(part));
const findings = [];
let taken = 0;

async function take(app, name) {
  if (!wanted(name)) return;
  for (const width of WIDTHS) {
    await app.resize(width, HEIGHT);
    console.log(await app.screenshot(name));
    taken += 1;
    const { lang, theme } = app.look;
    for (const check of ["expectAccessible", "expectNothingCut"]) {
      await app[check](`${name} (${lang}, ${theme}, ${width})`).catch((error) =>
        findings.push(error.message),
      );
    }
  }
}

/** The first link on the screen that leads to one record, like `#/customers/12`. */
const firstRecord = () =>
  [...document.querySelectorAll("main a[href], [role=main] a[href]")]
    .map((link) => link.getAttribute("href"))
    .find((href) => /^#\/[a-z]+\/\d+/.test(href)) ?? null;

const start = freshApp("screens-start");
const shop = freshApp("screens");
let begun = false;
try {
  for (const lang of LANGUAGES) {
    for (const theme of THEMES) {
      const look = { lang, theme, width: WIDTHS[0], height: HEIGHT };
      start.forgetPageStorage(`home-${lang}-${theme}`);
      await start.start(look);
      await start.see("heading");
      await take(start, "start");
      await start.stop();

      shop.forgetPageStorage(`home-${lang}-${theme}`);
      await shop.start(look);
      if (!begun) await shop.openPractice();
      begun = true;
      await shop.until("the menu", async () => (await shop.navigation()).length > 0);
      for (const { href } of await shop.navigation()) {
        if (!href?.startsWith("#/")) continue;
        const name = href.replace(/^#\//, "").replaceAll("/", "-");
        await shop.goTo(href);
        await take(shop, name);
        if (name === "customers") {
          const record = await shop.run(firstRecord);
          if (record) {
            await shop.goTo(record);
            await take(shop, "customer");
          }
        }
      }
      await shop.stop();
    }
  }
} finally {
  await start.stop();
  await shop.stop();
}

console.log(`${taken} pictures`);
if (findings.length > 0) {
  console.log(findings.join("\n"));
  process.exitCode = 1;
}
