// Editing a thing changes what was edited and loses nothing else.
import { fakeBackend, type FakeBackend } from "../../test/fake-backend";
import type { ItemView } from "$lib/backend";
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test } from "vitest";
import ItemDialog from "./ItemDialog.svelte";

const chest: ItemView = {
  id: 5,
  name: "祖母の桐箪笥",
  family: "storage",
  material: "paulownia",
  finish: "unfinished",
  quantity: 1,
  room: "和室",
  state: "in_use",
  delivered_on: "2026-11-22",
  certainty: "confirmed",
  secret: false,
  elsewhere: true,
  purchase: null,
  note: "裏に書き込み",
  version: "1",
  calendar: [],
};

let backend: FakeBackend;

beforeEach(() => {
  backend = fakeBackend({ edit_item: () => ({ id: 5, undo: 1 }), products: () => [] });
});
afterEach(cleanup);

const change = async (label: string, value: string): Promise<void> => {
  await fireEvent.input(await screen.findByLabelText(label), { target: { value } });
};

test("the note of a thing survives an edit of its room", async () => {
  render(ItemDialog, { customer: 1, item: chest, onclose: () => undefined });
  await change("置き場所", "寝室");
  await fireEvent.click(screen.getByRole("button", { name: "保存" }));
  await waitFor(() => expect(backend.asked("edit_item")).toHaveLength(1));
  expect(backend.asked("edit_item")[0]).toMatchObject({
    id: 5,
    item: { name: "祖母の桐箪笥", room: "寝室", note: "裏に書き込み" },
  });
});

test("and can be changed itself", async () => {
  render(ItemDialog, { customer: 1, item: chest, onclose: () => undefined });
  await change("品のメモ", "引き出しが渋い");
  await fireEvent.click(screen.getByRole("button", { name: "保存" }));
  await waitFor(() =>
    expect(backend.asked("edit_item")[0]).toMatchObject({ item: { note: "引き出しが渋い" } }),
  );
});
