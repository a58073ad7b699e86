// What was said at the window's edge never offers to take back what is gone.
import { appState, openShop } from "../../test/shop";
import { fakeBackend } from "../../test/fake-backend";
import { beforeEach, expect, test } from "vitest";
import { shop } from "./shop.svelte";
import { toasts } from "./toasts.svelte";

beforeEach(() => {
  toasts.clear();
});

test("what was taken back elsewhere is not offered again", () => {
  toasts.done("完了しました", 7);
  toasts.done("保存しました", 8);
  toasts.takenBack(7);
  expect(toasts.list.map((toast) => toast.text)).toEqual(["保存しました"]);
});

test("a dialog leaves only the newest news", () => {
  toasts.done("完了しました", 7);
  toasts.done("保存しました", 8);
  toasts.makeRoom();
  expect(toasts.list.map((toast) => toast.text)).toEqual(["保存しました"]);
});

test("another shop begins without the news of the one before, whose undo would meet the wrong one", async () => {
  fakeBackend({
    leave_practice: () => appState({ shop: openShop }),
    app_state: () => appState(),
    staff: () => [],
    begin_day: () => ({ planned: 0, lapsed: 0, through: "2027-05-22" }),
  });
  toasts.done("田中 由紀子 様: 完了しました", 7);
  await shop.leavePractice();
  expect(toasts.list).toEqual([]);
});
