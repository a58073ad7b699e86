// Two people change the same record: the second is told, keeps what they typed, and may send it again.
import { fakeBackend, refuse } from "../../test/fake-backend";
import { call, commands, type Area, type HouseholdForm } from "$lib/backend";
import { afterEach, beforeEach, expect, test } from "vitest";
import { onStale } from "./changes.svelte";
import { Seen } from "./seen";
import { toasts } from "./toasts.svelte";
import { write } from "./write";

const form: HouseholdForm = {
  name: "田中家",
  touch: "low",
  moved_on: null,
  family_change_on: null,
  mourning_year: null,
};

let stored = "v1";
let backend: ReturnType<typeof fakeBackend>;

beforeEach(() => {
  stored = "v1";
  backend = fakeBackend({
    edit_household: ({ seen }) => {
      if (seen !== null && seen !== stored) refuse("edited_elsewhere", { what: "household" });
      return { id: 1, areas: ["customers"], undo: 4 };
    },
  });
});

afterEach(() => {
  toasts.list = [];
});

test("what was seen is handed back, not what came in behind the form", async () => {
  let onScreen = "v1";
  const seen = new Seen(() => onScreen);
  onScreen = "v2";
  stored = "v2";
  const done = await write(call(commands.editHousehold(1, form, seen.version)), "保存しました", seen);
  expect(done, "the form still shows the first version").toBeNull();
  expect(backend.asked("edit_household")[0]?.seen).toBe("v1");
  expect(toasts.list.at(-1)?.text).toContain("ほかの画面で先に書きかえられていました");
});

test("after a refusal the record is read again, and the next try has seen it", async () => {
  let onScreen = "v1";
  const seen = new Seen(() => onScreen);
  stored = "v2";
  const stop = onStale(["customers"] satisfies Area[], () => (onScreen = "v2"));
  await write(call(commands.editHousehold(1, form, seen.version)), "保存しました", seen);
  expect(onScreen, "read again").toBe("v2");
  const done = await write(call(commands.editHousehold(1, form, seen.version)), "保存しました", seen);
  stop();
  expect(done?.undo, "taken, and can be taken back").toBe(4);
});

test("another refusal leaves what was seen as it is", async () => {
  const seen = new Seen(() => "v1");
  backend.on("edit_household", () => refuse("disk_full"));
  await write(call(commands.editHousehold(1, form, seen.version)), "保存しました", seen);
  expect(seen.version).toBe("v1");
});
