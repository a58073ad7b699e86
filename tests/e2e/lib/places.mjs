// Where the app under test is and where its pictures and data go; the same for every script here.

import { rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { App } from "./app.mjs";

/** The top of the checkout. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../../..");

const target = process.env.CARGO_TARGET_DIR
  ? resolve(root, process.env.CARGO_TARGET_DIR)
  : join(root, "target");

export const binary = process.env.AICHAKU_APP ?? join(target, "debug/aichaku");
export const screenshots = process.env.AICHAKU_SCREENSHOTS ?? join(target, "screenshots");
export const work = process.env.AICHAKU_E2E_WORK ?? join(target, "e2e");

/** An app that has never been started, in a folder of its own. */
export function freshApp(name) {
  const folder = join(work, name);
  rmSync(folder, { recursive: true, force: true });
  return new App({ binary, folder, screenshots });
}
