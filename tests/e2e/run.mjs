// Runs the end-to-end tests in the real window: `node run.mjs [part of a file's name …]`.
// Prints `ok` or `not ok` per test and, last, `e2e: N passed, N failed`.

import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";

import { binary, freshApp, root, screenshots } from "./lib/places.mjs";

/** No single test may take longer, in ms; pictures and demo data included. */
const LONGEST = 120_000;

const folder = join(root, "tests/e2e/tests");
const parts = process.argv.slice(2);
const files = readdirSync(folder)
  .filter(
    (name) => name.endsWith(".test.mjs") && (parts.length === 0 || parts.some((part) => name.includes(part))),
  )
  .sort();

if (!existsSync(binary)) {
  console.log(`The app is not built: ${binary}`);
  console.log("e2e: 0 passed, 1 failed");
  process.exit(1);
}
rmSync(join(screenshots, "failures"), { recursive: true, force: true });

let passed = 0;
let failed = 0;

async function within(ms, work) {
  const timer = new AbortController();
  const tooLong = sleep(ms, undefined, { signal: timer.signal }).then(() => {
    throw new Error(`took longer than ${ms} ms`);
  });
  tooLong.catch(() => undefined);
  try {
    await Promise.race([work(), tooLong]);
  } finally {
    timer.abort();
  }
}

for (const file of files) {
  const name = file.replace(".test.mjs", "");
  const { default: tests } = await import(pathToFileURL(join(folder, file)).href);
  const declared = [];
  const app = freshApp(name);
  tests.declare((promise, work) => declared.push({ promise, work }), app);
  for (const { promise, work } of declared) {
    const began = Date.now();
    const title = `${tests.name}: ${promise}`;
    try {
      await within(LONGEST, work);
      passed += 1;
      console.log(`ok ${title} (${Date.now() - began} ms)`);
    } catch (error) {
      failed += 1;
      console.log(`not ok ${title} (${Date.now() - began} ms)`);
      console.log(`  ${error.message}`.replaceAll("\n", "\n  "));
      const slug = `${name}-${declared.findIndex((one) => one.promise === promise) + 1}`;
      await app.screenshot(slug, "failures").then(
        (picture) => console.log(`  picture: ${picture}`),
        () => undefined,
      );
      const words = app.lastWords();
      if (words) console.log(`  last words:\n    ${words.replaceAll("\n", "\n    ")}`);
    }
  }
  await app.stop();
}

console.log(`e2e: ${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
