// How long Insights takes to be drawn anew after one more purchase, in the real window, for each folder of data that
// has customers: `node refresh.mjs <folder> …`. The clock starts with the command that writes the purchase and stops
// with the frame after the last change of what is on screen, and of the whole page, which goes on below the window's
// edge; nothing may change for three seconds behind it.

import { basename, resolve } from "node:path";

import { freshApp } from "./lib/places.mjs";

// The key lies beside each store.
process.env.AICHAKU_KEYCHAIN = "off";

const ROUNDS = 21;
const QUIET_MS = 3_000;

/** In the page: writes a purchase, where there is one, and gives the ms until it was written and until all was drawn. */
async function watch(purchase, quiet) {
  const main = document.querySelector("main");
  const began = performance.now();
  const drawn = { screen: 0, page: 0 };
  let last = began;
  const inSight = ({ target }) => {
    const { top, bottom } = (target.nodeType === 1 ? target : target.parentElement).getBoundingClientRect();
    return top < innerHeight && bottom >= 0;
  };
  const seen = new MutationObserver((records) => {
    last = performance.now();
    const parts = records.some(inSight) ? ["screen", "page"] : ["page"];
    // After the frame in which the change is painted.
    requestAnimationFrame(() =>
      setTimeout(() => {
        for (const part of parts) drawn[part] = performance.now() - began;
      }),
    );
  });
  seen.observe(main, { subtree: true, childList: true, characterData: true, attributes: true });
  if (purchase) await window.__TAURI_INTERNALS__.invoke("add_purchase", { purchase });
  const written = performance.now();
  while (performance.now() - Math.max(last, written) < quiet)
    await new Promise((done) => setTimeout(done, 50));
  seen.disconnect();
  return { written: written - began, ...drawn };
}

/** The median with the least and the most. */
function told(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const [least, middle, most] = [sorted[0], sorted[Math.floor(sorted.length / 2)], sorted.at(-1)];
  return `${middle.toFixed(0)} ms (${least.toFixed(0)} to ${most.toFixed(0)})`;
}

for (const folder of process.argv.slice(2).map((name) => resolve(name))) {
  const app = freshApp(basename(folder));
  app.dataDir = folder;
  await app.start({ lang: "ja", theme: "light", width: 1440, height: 900 });
  await app.until("the shop", async () => (await app.navigation()).length > 0, 60_000);
  const ask = (command, values) =>
    app.run((name, wanted) => window.__TAURI_INTERNALS__.invoke(name, wanted), command, values);
  const { hits } = await ask("customers", { after: null, limit: ROUNDS + 1 });
  if (hits.length > ROUNDS) {
    await app.goTo("#/insights");
    const charts = () => document.querySelectorAll("main svg").length;
    await app.until("the charts", async () => (await app.run(charts)) > 3, 60_000);
    await app.run(watch, null, QUIET_MS);
    const day = new Date().toISOString().slice(0, 10);
    const took = [];
    for (const { customer } of hits) {
      const line = {
        name: "ソファ",
        product: null,
        kind: "goods",
        family: null,
        material: null,
        finish: null,
        quantity: 1,
        amount_minor: 100_000,
      };
      const purchase = {
        customer,
        ordered_on: day,
        delivered_on: day,
        lines: [line],
        channel: "store",
        staff: null,
        note: "",
      };
      took.push(await app.run(watch, purchase, QUIET_MS));
    }
    // The first brings the program's own caches.
    took.shift();
    console.log(`Insights drawn anew after one more purchase, ${basename(folder)}, ${took.length} purchases`);
    console.log(`  until it is written      ${told(took.map((one) => one.written))}`);
    console.log(`  what is on screen        ${told(took.map((one) => one.screen))}`);
    console.log(`  the whole page           ${told(took.map((one) => one.page))}`);
  }
  await app.stop();
}
