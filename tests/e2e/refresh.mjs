// How long Insights takes to be drawn anew after one more purchase, in the real window, for each folder of data that
// has customers: `node refresh.mjs <folder> …`. The clock starts with the command that writes the purchase and stops with the frame
// after the last change of the page; nothing may change for three seconds behind it.

import { basename, resolve } from "node:path";

import { freshApp } from "./lib/places.mjs";

// The key lies beside each store.
process.env.AICHAKU_KEYCHAIN = "off";

const ROUNDS = 15;
const QUIET_MS = 3_000;

/** In the page: writes a purchase, then gives the ms until it was written and until the page stood still. */
async function buy(purchase, quiet) {
  const main = document.querySelector("main");
  const began = performance.now();
  let drawn = began;
  let last = began;
  let changes = 0;
  const seen = new MutationObserver((records) => {
    last = performance.now();
    changes += records.length;
    // After the frame in which the change is painted.
    requestAnimationFrame(() => setTimeout(() => (drawn = performance.now())));
  });
  seen.observe(main, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
  });
  await window.__TAURI_INTERNALS__.invoke("add_purchase", { purchase });
  const written = performance.now() - began;
  while (performance.now() - Math.max(last, began + written) < quiet)
    await new Promise((done) => setTimeout(done, 50));
  seen.disconnect();
  return { written, drawn: drawn - began, changes };
}

const middle = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const range = (values) => `${Math.min(...values).toFixed(0)} to ${Math.max(...values).toFixed(0)}`;

for (const folder of process.argv.slice(2).map((name) => resolve(name))) {
  const app = freshApp(basename(folder));
  app.dataDir = folder;
  await app.start({ lang: "ja", theme: "light", width: 1440, height: 900 });
  await app.until("the shop", async () => (await app.navigation()).length > 0, 60_000);
  const ask = (command, values) =>
    app.run((name, wanted) => window.__TAURI_INTERNALS__.invoke(name, wanted), command, values);
  const { hits } = await ask("customers", { after: null, limit: ROUNDS + 1 });
  if (hits.length === 0) {
    await app.stop();
    continue;
  }
  await app.goTo("#/insights");
  const charts = () => document.querySelectorAll("main svg").length;
  await app.until("the charts", async () => (await app.run(charts)) > 3, 60_000);
  const day = new Date().toISOString().slice(0, 10);
  const took = [];
  for (const [round, { customer }] of hits.entries()) {
    const line = {
      name: "ソファ",
      product: null,
      kind: "goods",
      family: null,
      material: null,
      finish: null,
    };
    const purchase = {
      customer,
      ordered_on: day,
      delivered_on: day,
      lines: [{ ...line, quantity: 1, amount_minor: 100_000 }],
      channel: "store",
      staff: null,
      note: "",
    };
    const one = await app.run(buy, purchase, QUIET_MS);
    // The first brings what is asked once, like the forms of the program's own caches.
    if (round > 0 && one.changes > 0) took.push(one);
  }
  await app.stop();
  const drawn = took.map((one) => one.drawn);
  const written = took.map((one) => one.written);
  console.log(
    `one more purchase to Insights drawn anew, ${basename(folder)}: ${middle(drawn).toFixed(0)} ms ` +
      `(${range(drawn)} ms, ${took.length} purchases); of it until it was written ${middle(written).toFixed(0)} ms`,
  );
}
