// How long the app takes from the start of its program until Today is on screen, for each folder of data named:
// `node start.mjs <folder> …`. The folders take turns, so that what else the machine does meets all of them alike.

import { basename, resolve } from "node:path";

import { freshApp } from "./lib/places.mjs";

// The key lies beside each store.
process.env.AICHAKU_KEYCHAIN = "off";

const ROUNDS = 31;
const TODAY = "[data-follow-up], main section.card";

const folders = process.argv.slice(2).map((folder) => resolve(folder));
const apps = folders.map((folder) => {
  const app = freshApp(basename(folder));
  app.dataDir = folder;
  return { app, name: basename(folder), took: [] };
});

// The first start of each is not counted: it brings the day's planning and the page's own caches.
for (let round = 0; round <= ROUNDS; round += 1) {
  for (const { app, took } of apps) {
    const ms = await app.timeUntil(TODAY);
    await app.stop();
    if (round > 0) took.push(ms);
  }
}
for (const { name, took } of apps) {
  took.sort((a, b) => a - b);
  const median = took[Math.floor(took.length / 2)];
  console.log(
    `start to Today on screen, ${name}: ${median.toFixed(0)} ms (${took[0].toFixed(0)} to ${took.at(-1).toFixed(0)} ms, ${took.length} starts)`,
  );
}
