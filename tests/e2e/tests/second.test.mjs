// A second start of the app: it hands over to the window that is open and touches nothing.

import { expect, expectSame, suite } from "../lib/suite.mjs";

export default suite("second start", (test, app) => {
  test("a second start ends by itself and leaves the first as it was", async () => {
    // With the app's own folder, as it is started from a menu.
    await app.start({ lang: "ja", width: 1280, env: { AICHAKU_DATA_DIR: undefined } });
    await app.openPractice();
    const before = await app.text();
    const code = await app.startAgain();
    expectSame(code, 0, "the second hands over and ends");
    expectSame(await app.text(), before, "the first shows what it showed");
    const info = await app.run(() => window.__TAURI_INTERNALS__.invoke("app_info"));
    expect(info.name === "Aichaku", "and still answers");
  });
});
