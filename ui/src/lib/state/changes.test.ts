// The screen shows the newest answer, whatever order answers come in.
import { BackendError } from "$lib/backend";
import { expect, test, vi } from "vitest";
import { Loaded, onStale, tellStale } from "./changes.svelte";

function later<T>(): { promise: Promise<T>; resolve: (value: T) => void; reject: (error: unknown) => void } {
  let resolve!: (value: T) => void;
  let reject!: (error: unknown) => void;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

test("an answer that was overtaken is dropped", async () => {
  const slow = later<string>();
  const quick = later<string>();
  const asked = [slow.promise, quick.promise];
  const held = new Loaded(() => asked.shift()!);
  const first = held.reload();
  const second = held.reload();
  quick.resolve("new");
  await second;
  slow.resolve("old");
  await first;
  expect(held.value).toBe("new");
  expect(held.loading).toBe(false);
});

test("an error keeps what was on screen", async () => {
  const answers = [
    Promise.resolve("there"),
    Promise.reject(new BackendError({ code: "store_busy", fields: [] })),
  ];
  const held = new Loaded<string>(() => answers.shift()!);
  await held.reload();
  await held.reload();
  expect(held.value).toBe("there");
  expect(held.error?.code).toBe("store_busy");
});

test("only those who show an area hear of it", () => {
  const heard: string[] = [];
  const stop = onStale(["customers"], () => heard.push("customers"));
  onStale(["care"], () => heard.push("care"));
  tellStale(["customers", "insights"]);
  stop();
  tellStale(["customers"]);
  expect(heard).toEqual(["customers"]);
});

test("what is scrolled away is asked after what is on screen, and once", async () => {
  const order: string[] = [];
  const near = later<void>();
  const asked = [near.promise, Promise.resolve()];
  const off = [
    onStale(
      ["insights"],
      () => order.push("far"),
      () => false,
    ),
    onStale(["insights"], () => {
      order.push("near");
      return asked.shift();
    }),
    onStale(["care"], () => order.push("other")),
  ];
  tellStale(["insights"]);
  tellStale(["insights"]);
  await Promise.resolve();
  expect(order).toEqual(["near", "near"]);
  near.resolve();
  await vi.waitFor(() => expect(order).toEqual(["near", "near", "far"]));
  for (const stop of off) stop();
});

test("what is gone before its turn is not asked", async () => {
  const order: string[] = [];
  const near = later<void>();
  const offNear = onStale(["insights"], () => near.promise);
  const offFar = onStale(
    ["insights"],
    () => order.push("far"),
    () => false,
  );
  const offOther = onStale(
    ["insights"],
    () => order.push("other"),
    () => false,
  );
  tellStale(["insights"]);
  offFar();
  near.resolve();
  await vi.waitFor(() => expect(order).toEqual(["other"]));
  offNear();
  offOther();
});
