// Nothing that was typed is lost, and no older text overtakes a newer one.
import { fakeBackend, refuse, type FakeBackend } from "../../test/fake-backend";
import { beforeEach, expect, test } from "vitest";
import { Draft } from "./draft.svelte";

let kept: string[];
let backend: FakeBackend;

beforeEach(() => {
  kept = [];
  backend = fakeBackend({
    save_draft: async ({ body }) => {
      await new Promise((resolve) => setTimeout(resolve, 2));
      kept.push(body as string);
      return null;
    },
  });
});

test("one write is under way at a time and the last keystroke arrives", async () => {
  const draft = new Draft("memo:1", "");
  for (const text of ["い", "いす", "いすが", "いすがきしむ"]) draft.type(text);
  await draft.flush();
  expect(kept.at(-1)).toBe("いすがきしむ");
  expect(kept[0], "the first keystroke did not wait for the last").toBe("い");
  expect(draft.saved).toBe(true);
});

test("a failure is shown and the next keystroke tries again", async () => {
  backend.on("save_draft", () => refuse("disk_full"));
  const draft = new Draft("memo:1", "");
  draft.type("い");
  await draft.flush();
  expect(draft.error?.code).toBe("disk_full");
  backend.on("save_draft", ({ body }) => {
    kept.push(body as string);
    return null;
  });
  draft.type("いす");
  await draft.flush();
  expect(draft.error).toBeNull();
  expect(kept).toEqual(["いす"]);
});

test("what stands in the store already is not written again", async () => {
  const draft = new Draft("memo:1", "前のメモ");
  await draft.flush();
  expect(kept).toEqual([]);
});
