// The running app as a test sees it: started with its own data and home, and used like a person would.

import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, readlinkSync, realpathSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import * as page from "./page.mjs";
import { WebDriver } from "./webdriver.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** How long to wait for something to appear, in ms. */
const PATIENCE = 10_000;

const LOCALES = { ja: "ja_JP.UTF-8", en: "en_GB.UTF-8" };

/** Keys that have no character, as WebDriver names them. */
export const Key = {
  ctrl: "\uE009",
  shift: "\uE008",
  alt: "\uE00A",
  enter: "\uE007",
  escape: "\uE00C",
  tab: "\uE004",
  up: "\uE013",
  down: "\uE015",
  left: "\uE012",
  right: "\uE014",
  backspace: "\uE003",
};

const wireName = (name) =>
  name instanceof RegExp ? { pattern: name.source, flags: name.flags } : (name ?? null);

/** An app with a folder of its own; `start` opens it, `stop` closes it, data stays between. */
export class App {
  #driver;
  #look = { lang: "ja", theme: "light", width: 1280, height: 860 };
  #env = {};

  constructor({ binary, folder, screenshots }) {
    this.binary = realpathSync(binary);
    this.folder = folder;
    this.dataDir = join(folder, "data");
    this.log = join(folder, "log.txt");
    this.screenshots = screenshots;
    this.choices = join(folder, "choices.txt");
    mkdirSync(this.dataDir, { recursive: true });
    this.#newHome("home");
  }

  #newHome(name) {
    this.home = join(this.folder, name);
    for (const part of [".config", ".cache", ".local/share"]) {
      mkdirSync(join(this.home, part), { recursive: true });
    }
  }

  /**
   * Opens the app. `lang` and `theme` are those of the system; `env` is added to the environment.
   * What was asked for stays so at the next start.
   */
  async start({ lang, theme, width, height, env } = {}) {
    const asked = Object.entries({ lang, theme, width, height }).filter(([, value]) => value !== undefined);
    this.#look = { ...this.#look, ...Object.fromEntries(asked) };
    this.#env = { ...this.#env, ...env };
    writeFileSync(this.choices, "");
    this.#driver = await WebDriver.start({
      env: this.environment(),
      log: this.log,
    });
    await this.#driver.open(this.binary);
    await this.#driver.resize(this.#look.width, this.#look.height);
    await this.until("the page to load", () =>
      this.#driver.run(() => document.readyState === "complete" && location.href !== "about:blank"),
    );
  }

  /** Opens the app and gives the ms from the start of its program until `selector` is on screen. */
  async timeUntil(selector) {
    this.#driver = await WebDriver.start({ env: this.environment(), log: this.log });
    const began = Date.now();
    await this.#driver.open(this.binary);
    const shown = await this.until("the page", () => this.#driver.run(page.shownAt, selector), 60_000);
    return shown - began;
  }

  /** Closes the app like a person who closes the window. */
  async stop() {
    const driver = this.#driver;
    if (!driver) return;
    this.#driver = undefined;
    await driver.close();
    await driver.stop();
    const gone = await this.#waitUntilGone(5000);
    if (!gone) this.#signal("SIGKILL");
  }

  /** Closes and opens it again, with other languages, themes or sizes if wanted. */
  async restart(look) {
    await this.stop();
    await this.start(look);
  }

  /** Starts the program once more beside the running one; its exit code, or null when it stays. */
  async startAgain(patience = PATIENCE) {
    const second = spawn(this.binary, [], { env: this.environment(), stdio: "ignore" });
    const ended = new Promise((resolve) => second.once("exit", resolve));
    const code = await Promise.race([ended, sleep(patience).then(() => null)]);
    if (code === null) second.kill("SIGKILL");
    return code;
  }

  /** Takes the process away without warning, as a power cut does. */
  async kill() {
    this.#signal("SIGKILL");
    await this.#waitUntilGone(5000);
    const driver = this.#driver;
    this.#driver = undefined;
    await driver?.stop();
  }

  /** Forgets what the page itself remembers (its own storage), not the data. */
  forgetPageStorage(name) {
    this.#newHome(name);
  }

  /** What the app is started with. */
  environment() {
    const locale = LOCALES[this.#look.lang];
    const dark = this.#look.theme === "dark";
    return {
      ...process.env,
      HOME: this.home,
      XDG_CONFIG_HOME: join(this.home, ".config"),
      XDG_CACHE_HOME: join(this.home, ".cache"),
      XDG_DATA_HOME: join(this.home, ".local/share"),
      AICHAKU_DATA_DIR: this.dataDir,
      AICHAKU_PREPARED_CHOICE: this.choices,
      TAURI_WEBVIEW_AUTOMATION: "true",
      LANG: locale,
      LC_ALL: locale,
      LANGUAGE: this.#look.lang,
      TZ: "Asia/Tokyo",
      GTK_THEME: dark ? "Adwaita:dark" : "Adwaita",
      NO_AT_BRIDGE: "1",
      GIO_USE_VFS: "local",
      ...this.#env,
    };
  }

  /** Ids of the processes of this very app (binary and data folder are its own). */
  #processes() {
    const found = [];
    for (const id of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
      try {
        const environment = readFileSync(`/proc/${id}/environ`, "utf8").split("\0");
        if (
          readlinkSync(`/proc/${id}/exe`).startsWith(this.binary) &&
          environment.includes(`AICHAKU_DATA_DIR=${this.dataDir}`)
        ) {
          found.push(Number(id));
        }
      } catch {
        // It ended meanwhile, or belongs to somebody else.
      }
    }
    return found;
  }

  #signal(signal) {
    for (const id of this.#processes()) {
      try {
        process.kill(id, signal);
      } catch {
        // It ended meanwhile.
      }
    }
  }

  async #waitUntilGone(ms) {
    const end = Date.now() + ms;
    while (Date.now() < end) {
      if (this.#processes().length === 0) return true;
      await sleep(50);
    }
    return false;
  }

  /** Waits until `probe` gives something true, and gives that. */
  async until(what, probe, patience = PATIENCE) {
    const end = Date.now() + patience;
    let last;
    for (;;) {
      try {
        const value = await probe();
        if (value) return value;
      } catch (error) {
        last = error;
      }
      if (Date.now() > end) {
        throw new Error(`waited ${patience} ms for ${what}${last ? `; ${last.message}` : ""}`);
      }
      await sleep(80);
    }
  }

  async #withAxe() {
    const there = await this.#driver.run(() => typeof window.axe === "object");
    if (!there) await this.#driver.runText(`${AXE}; return true;`);
  }

  async #find(role, name, nth) {
    await this.#withAxe();
    return this.#driver.run(page.findByRole, role, wireName(name), nth);
  }

  /** Waits for the element with this role and name (text or pattern); exact names win over parts. */
  async see(role, name, { nth = 0, patience } = {}) {
    const what = name === undefined ? `a ${role}` : `the ${role} "${name}"`;
    return this.until(what, () => this.#find(role, name, nth), patience);
  }

  /** Whether it is there right now. */
  async has(role, name) {
    return (await this.#find(role, name, 0)) !== null;
  }

  /** Waits until it is not there any more. */
  async gone(role, name, patience) {
    await this.until(`the ${role} "${name}" to go`, async () => !(await this.has(role, name)), patience);
  }

  /** Clicks it, once it is there and can be clicked. */
  async click(role, name, options = {}) {
    const what = `clicking the ${role} "${name}"`;
    await this.until(
      what,
      async () => {
        const element = await this.#find(role, name, options.nth ?? 0);
        if (!element) return false;
        await this.#driver.click(element);
        return true;
      },
      options.patience,
    );
  }

  /** Replaces the text of a field. */
  async fill(role, name, text) {
    const element = await this.see(role, name);
    await this.#driver.clear(element);
    await this.#driver.type(element, text);
  }

  /** Adds text to a field. */
  async type(role, name, text) {
    await this.#driver.type(await this.see(role, name), text);
  }

  /** Presses keys together wherever the focus is, like `press(Key.ctrl, 'k')`. */
  async press(...keys) {
    await this.#driver.press(keys);
  }

  /** Types letter by letter wherever the focus is. */
  async keys(text) {
    for (const letter of text) await this.#driver.press([letter]);
  }

  /** Presses Tab until the element with this role and name has the focus, as people without a mouse do. */
  async tabTo(role, name, most = 120) {
    for (let pressed = 0; pressed <= most; pressed += 1) {
      const element = await this.#find(role, name, 0);
      if (element && (await this.#driver.run((one) => one === document.activeElement, element))) return;
      await this.#driver.press([Key.tab]);
    }
    throw new Error(`${most} times Tab do not lead to the ${role} "${name}"`);
  }

  /** Role and name of what has the focus, for a sentence about it. */
  async focused() {
    return this.#driver.run(() => {
      const at = document.activeElement;
      return `${at?.localName} ${at?.getAttribute("aria-label") ?? at?.textContent?.trim().slice(0, 40)}`;
    });
  }

  /** What the page says, as people see it. */
  async text() {
    return this.#driver.run(page.visibleText);
  }

  /** Waits until the page says `words` (text or pattern). */
  async says(words, patience) {
    const pattern = words instanceof RegExp ? words : undefined;
    await this.until(
      `the page to say "${words}"`,
      async () => {
        const text = await this.text();
        return pattern ? pattern.test(text) : text.includes(words);
      },
      patience,
    );
  }

  /** Runs a function in the page with JSON arguments. */
  async run(fn, ...args) {
    return this.#driver.run(fn, ...args);
  }

  async title() {
    return this.#driver.title();
  }

  /** The next answers of the system's file dialogs, which cannot be driven. */
  prepareChoices(...paths) {
    writeFileSync(this.choices, paths.map((path) => `${path}\n`).join(""));
  }

  async resize(width, height = this.#look.height) {
    this.#look = { ...this.#look, width, height };
    await this.#driver.resize(width, height);
    await this.until(`a width of ${width}`, () => this.#driver.run((wanted) => innerWidth === wanted, width));
  }

  /** Opens a screen by its address, like `#/customers`. */
  async goTo(address) {
    await this.#driver.run((hash) => void (location.hash = hash), address);
    await this.until(`the address ${address}`, () =>
      this.#driver.run((hash) => location.hash === hash, address),
    );
    await this.settled();
  }

  /** From the start screen into the practice shop, as a person does it. */
  async openPractice() {
    const words = { ja: "試してみる", en: "Try it" };
    await this.click("button", words[this.#look.lang]);
    await this.until("the practice shop", async () => (await this.navigation()).length > 0, 60_000);
    await this.settled();
  }

  /** From the start screen into a shop of one's own that has nothing yet. */
  async openEmpty() {
    const words = { ja: "始める", en: "Start" };
    await this.click("button", words[this.#look.lang]);
    await this.until("the shop", async () => (await this.navigation()).length > 0, 30_000);
    await this.settled();
  }

  /** Language, theme and width of the window, as asked for at the start. */
  get look() {
    return { ...this.#look };
  }

  /** Where the main navigation leads: `{ href, text }` each. */
  async navigation() {
    return this.#driver.run(page.navigation);
  }

  async settled() {
    await this.#driver.run(page.settled);
    // A picture right after a change still shows the page before it.
    await sleep(300);
  }

  /** Keeps a picture as `<lang>-<theme>-<width>/<name>.png` and gives its path. */
  async screenshot(name, group) {
    await this.settled();
    const { lang, theme, width } = this.#look;
    const file = join(this.screenshots, group ?? `${lang}-${theme}-${width}`, `${name}.png`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, await this.#driver.screenshot());
    return file;
  }

  /** Fails when axe-core finds a violation on the page as it stands. */
  async expectAccessible(where) {
    await this.settled();
    await this.#withAxe();
    const violations = await this.#driver.run(page.accessibilityViolations);
    if (violations.length > 0) throw new Error(`not accessible: ${where}\n  ${violations.join("\n  ")}`);
  }

  /** Fails when text is cut off or the page is wider than the window. */
  async expectNothingCut(where) {
    await this.settled();
    const cut = await this.#driver.run(page.cutText);
    if (cut.length > 0) throw new Error(`cut text: ${where}\n  ${cut.join("\n  ")}`);
  }

  /** The last lines that app and driver wrote. */
  lastWords(lines = 15) {
    try {
      return readFileSync(this.log, "utf8").trimEnd().split("\n").slice(-lines).join("\n");
    } catch {
      return "";
    }
  }
}
