// The few calls of the W3C WebDriver protocol that the tests need, spoken with `fetch` to WebKitWebDriver.
// Not here: what the app is or how its pages look.

import { spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** The key under which the protocol wraps a reference to an element. */
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** A refusal of the driver, with the protocol's own error code. */
export class DriverError extends Error {
  constructor(code, message) {
    super(`${code}: ${message}`);
    this.code = code;
  }
}

/** One driver process with at most one session, that is one running app. */
export class WebDriver {
  #process;
  #base;
  #session;

  /** Starts the driver; the app inherits `env`, and what both say goes to `log`. */
  static async start({ env, log }) {
    const driver = new WebDriver();
    const port = await freePort();
    driver.#base = `http://127.0.0.1:${port}`;
    driver.#process = spawn("WebKitWebDriver", [`--port=${port}`, "--host=127.0.0.1"], {
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const file = createWriteStream(log, { flags: "a" });
    driver.#process.stdout.pipe(file, { end: false });
    driver.#process.stderr.pipe(file, { end: false });
    let failure;
    driver.#process.once("error", (error) => (failure = error));
    for (let tries = 0; tries < 100; tries += 1) {
      if (failure) throw failure;
      try {
        await driver.#send("GET", "/status");
        return driver;
      } catch {
        await sleep(50);
      }
    }
    await driver.stop();
    throw new Error("WebKitWebDriver did not answer within 5 s");
  }

  /** Opens the program, which must let itself be driven. */
  async open(binary, args = []) {
    const answer = await this.#send("POST", "/session", {
      capabilities: {
        alwaysMatch: {
          "webkitgtk:browserOptions": { binary, args },
          timeouts: { script: 60_000, pageLoad: 60_000, implicit: 0 },
        },
      },
    });
    this.#session = answer.sessionId;
  }

  /** Closes the app. */
  async close() {
    if (!this.#session) return;
    const session = this.#session;
    this.#session = undefined;
    await this.#send("DELETE", `/session/${session}`).catch(() => undefined);
  }

  /** Ends the driver process. */
  async stop() {
    const child = this.#process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    await Promise.race([ended, sleep(3000)]);
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
  }

  /** Runs a function in the page with JSON arguments and gives its (awaited) result. */
  async run(fn, ...args) {
    const script = `return (${fn}).apply(null, arguments)`;
    return this.#call("POST", "/execute/sync", { script, args });
  }

  /** Runs script text in the page. */
  async runText(script, ...args) {
    return this.#call("POST", "/execute/sync", { script, args });
  }

  /** Clicks an element; one that stands half under the edge of the window is brought to its middle before. */
  async click(element) {
    await this.run((one) => {
      const { top, bottom } = one.getBoundingClientRect();
      if (top < 0 || bottom > window.innerHeight - 16) one.scrollIntoView({ block: "center" });
    }, element);
    return this.#call("POST", `/element/${element[ELEMENT]}/click`, {});
  }

  async clear(element) {
    return this.#call("POST", `/element/${element[ELEMENT]}/clear`, {});
  }

  async type(element, text) {
    return this.#call("POST", `/element/${element[ELEMENT]}/value`, { text });
  }

  /** Presses the keys together, like `['\uE009', 'k']` for Ctrl K, wherever the focus is. */
  async press(keys) {
    const down = keys.map((value) => ({ type: "keyDown", value }));
    const up = [...keys].reverse().map((value) => ({ type: "keyUp", value }));
    await this.#call("POST", "/actions", {
      actions: [{ type: "key", id: "keyboard", actions: [...down, ...up] }],
    });
    await this.#call("DELETE", "/actions");
  }

  async resize(width, height) {
    return this.#call("POST", "/window/rect", { x: 0, y: 0, width, height });
  }

  async title() {
    return this.#call("GET", "/title");
  }

  /** The window's content as a PNG. */
  async screenshot() {
    return Buffer.from(await this.#call("GET", "/screenshot"), "base64");
  }

  async #call(method, path, body) {
    if (!this.#session) throw new Error("the app is not open");
    return this.#send(method, `/session/${this.#session}${path}`, body);
  }

  async #send(method, path, body) {
    const response = await fetch(this.#base + path, {
      method,
      headers: body ? { "content-type": "application/json" } : {},
      body: body ? JSON.stringify(body) : undefined,
      signal: AbortSignal.timeout(90_000),
    });
    const { value } = await response.json();
    if (!response.ok) throw new DriverError(value?.error ?? response.status, value?.message ?? "");
    return value;
  }
}
