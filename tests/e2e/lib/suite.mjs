// A file of tests: `export default suite('name', (test, app) => { test('promise', async () => …) })`.
// Tests of one file share one app and run in their order; files share nothing.

/** Declares the tests of a file. */
export function suite(name, declare) {
  return { name, declare };
}

/** Fails with `why` unless `condition` holds. */
export function expect(condition, why) {
  if (!condition) throw new Error(`expected: ${why}`);
}

/** Fails with `why` unless both are the same as JSON. */
export function expectSame(actual, wanted, why) {
  const [left, right] = [JSON.stringify(actual), JSON.stringify(wanted)];
  if (left !== right) throw new Error(`expected: ${why}\n  wanted ${right}\n  got    ${left}`);
}
