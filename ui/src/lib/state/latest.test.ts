// What comes late is dropped, and what failed says so until the next answer.
import { expect, test } from "vitest";
import { Latest } from "./latest.svelte";

/** A question whose answer is given by hand. */
function question<T>() {
  let answer!: (value: T) => void;
  let fail!: (reason: unknown) => void;
  const promise = new Promise<T>((resolve, reject) => {
    answer = resolve;
    fail = reject;
  });
  return { promise, answer, fail };
}

test("an answer that comes late does not replace a newer one", async () => {
  const latest = new Latest<string>();
  const [first, second] = [question<string>(), question<string>()];
  const done = [latest.ask(first.promise), latest.ask(second.promise)];
  second.answer("new");
  first.answer("old");
  await Promise.all(done);
  expect(latest.answer).toBe("new");
});

test("the failure of an earlier question is nobody's any more", async () => {
  const latest = new Latest<string>();
  const [first, second] = [question<string>(), question<string>()];
  const done = [latest.ask(first.promise), latest.ask(second.promise)];
  first.fail({ code: "busy", fields: [] });
  second.answer("new");
  await Promise.all(done);
  expect([latest.answer, latest.error]).toEqual(["new", null]);
});

test("a failure keeps the last answer, and the next answer clears it", async () => {
  const latest = new Latest<string>();
  await latest.ask(Promise.resolve("one"));
  await latest.ask(Promise.reject({ code: "store_busy", fields: [] }));
  expect(latest.answer).toBe("one");
  expect(latest.error).not.toBeNull();
  await latest.ask(Promise.resolve("two"));
  expect([latest.answer, latest.error]).toEqual(["two", null]);
});

test("what was dropped does not come back", async () => {
  const latest = new Latest<string>();
  const only = question<string>();
  const done = latest.ask(only.promise);
  latest.drop();
  only.answer("late");
  await done;
  expect(latest.answer).toBeNull();
});
