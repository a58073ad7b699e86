// Where the app under test is and where its pictures and data go; the same for every script here.

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { App } from "./app.mjs";

/** The top of the checkout. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../../..");

const target = process.env.CARGO_TARGET_DIR
  ? resolve(root, process.env.CARGO_TARGET_DIR)
  : join(root, "target");

export const binary = process.env.AICHAKU_APP ?? join(target, "debug/aichaku");
/** The command line of the same build. */
export const cli = process.env.AICHAKU_CLI ?? join(dirname(binary), "aichaku-cli");

export const screenshots = process.env.AICHAKU_SCREENSHOTS ?? join(target, "screenshots");
const work = process.env.AICHAKU_E2E_WORK ?? join(target, "e2e");

/** This run's own folder, so that two runs at the same time do not touch each other's apps. */
const own = join(work, String(process.pid));
mkdirSync(own, { recursive: true });
for (const name of readdirSync(work)) {
  // What ended runs left behind.
  if (!existsSync(`/proc/${name}`)) rmSync(join(work, name), { recursive: true, force: true });
}

/** An app that has never been started, in a folder of its own. */
export function freshApp(name) {
  const folder = join(own, name);
  rmSync(folder, { recursive: true, force: true });
  return new App({ binary, folder, screenshots });
}

/**
 * Makes the practice shop in the app's folder as it stood five weeks ago, and leaves it alone since: the next
 * start finds a pile. The command line does it, because the window has no other today than the machine's.
 */
export function cameBackLate(app) {
  const day = new Date(Date.now() - 35 * 86_400_000).toISOString().slice(0, 10);
  execFileSync(cli, ["--data", app.dataDir, "--day", day, "demo"], {
    env: app.environment(),
  });
}
