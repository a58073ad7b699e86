// Pictures of every screen, dialog and step in both languages, both themes and two widths, in
// `target/screenshots`: `node screenshots.mjs [part of a screen's name …] [--look=ja-dark …] [--width=1024]`.
// Says in the end which have cut text or violations that axe-core finds, and fails when there are any.

import { cameBackLate, freshApp } from "./lib/places.mjs";
import { emptyTour, leave, shopTour, visit } from "./lib/tour.mjs";

const HEIGHT = 900;

const options = process.argv.slice(2);
const chosen = (name) =>
  options.filter((option) => option.startsWith(`--${name}=`)).map((option) => option.split("=")[1]);
const parts = options.filter((option) => !option.startsWith("--"));
const wanted = (name) => parts.length === 0 || parts.some((part) => name.includes(part));
const widths = chosen("width").length > 0 ? chosen("width").map(Number) : [1024, 1440];
const looks = ["ja-light", "en-light", "ja-dark", "en-dark"]
  .filter((look) => chosen("look").length === 0 || chosen("look").includes(look))
  .map((look) => ({ lang: look.split("-")[0], theme: look.split("-")[1] }));
const findings = [];
let taken = 0;

async function take(app, name) {
  for (const width of widths) {
    await app.resize(width, HEIGHT);
    await app.screenshot(name);
    taken += 1;
    const { lang, theme } = app.look;
    for (const check of ["expectAccessible", "expectNothingCut"]) {
      await app[check](`${name} (${lang}, ${theme}, ${width})`).catch((error) =>
        findings.push(error.message),
      );
    }
  }
}

async function stops(app, tour) {
  for (const stop of tour) {
    if (!wanted(stop.name)) continue;
    await app.resize(widths.at(-1), HEIGHT);
    try {
      await visit(app, stop);
      await take(app, stop.name);
    } catch (error) {
      findings.push(`${stop.name} (${app.look.lang}, ${app.look.theme}): ${error.message}`);
    }
  }
}

/** Opens the app in a look, as one who never used it on this machine. */
async function open(app, look) {
  app.forgetPageStorage(`home-${look.lang}-${look.theme}`);
  await app.start({ ...look, width: widths[0], height: HEIGHT });
}

const start = freshApp("screens-start");
const empty = freshApp("screens-empty");
const shop = freshApp("screens");
const late = freshApp("screens-late");
const begun = new Set();
try {
  for (const look of looks) {
    if (wanted("start")) {
      await open(start, look);
      await start.see("heading");
      await take(start, "start");
      await start.stop();
    }
    if (emptyTour.some(({ name }) => wanted(name))) {
      await open(empty, look);
      if (!begun.has(empty)) await empty.openEmpty();
      begun.add(empty);
      await stops(empty, emptyTour);
      await empty.stop();
    }
    if (wanted("catch-up")) {
      if (!begun.has(late)) cameBackLate(late);
      begun.add(late);
      await open(late, look);
      await late.until("the shop", async () => (await late.navigation()).length > 0);
      await late.see("dialog");
      await take(late, "catch-up");
      await leave(late);
      await late.goTo("#/today");
      await take(late, "catch-up-later");
      await late.stop();
    }
    if (shopTour.some(({ name }) => wanted(name))) {
      await open(shop, look);
      if (!begun.has(shop)) await shop.openPractice();
      begun.add(shop);
      await shop.until("the menu", async () => (await shop.navigation()).length > 0);
      await stops(shop, shopTour);
      await shop.stop();
    }
  }
} finally {
  for (const app of [start, empty, late, shop]) await app.stop();
}

console.log(`${taken} pictures`);
if (findings.length > 0) {
  console.log(findings.join("\n"));
  process.exitCode = 1;
}
