// The app opens at all: a window with its title and its page, in the language of the system.

import { expect, expectSame, suite } from "../lib/suite.mjs";

export default suite("smoke", (test, app) => {
  test("the window opens with its title and its page", async () => {
    await app.start({ lang: "ja", width: 1280 });
    expectSame(await app.title(), "Aichaku", "the page and the window are named after the app");
    await app.until("the page to draw itself", async () => (await app.text()).trim() !== "");
    await app.screenshot("start");
  });

  test("the page may not reach the network or run foreign code", async () => {
    const reached = await app.run(() =>
      fetch("https://example.com").then(
        () => true,
        () => false,
      ),
    );
    expect(reached === false, "the content security policy keeps the page from the network");
  });

  test("commands answer with typed values", async () => {
    const info = await app.run(() => window.__TAURI_INTERNALS__.invoke("app_info"));
    expectSame(
      [info.name, info.licence, info.system_language.slice(0, 2), info.data_folder],
      ["Aichaku", "Apache-2.0", "ja", app.dataDir],
      "name, licence, language of the system and folder of the data",
    );
  });

  test("it opens again after it was closed", async () => {
    await app.restart({ lang: "en" });
    const info = await app.run(() => window.__TAURI_INTERNALS__.invoke("app_info"));
    expectSame(info.system_language.slice(0, 2), "en", "the language of the system is read at each start");
  });
});
