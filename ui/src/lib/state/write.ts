// A write and its news: a toast that can take it back, or what went wrong.
import type { Done } from "$lib/backend";
import { toasts } from "./toasts.svelte";

/** Waits for a write and tells of it; `null` when it was refused, and the reason is on screen. */
export async function write(asked: Promise<Done>, told: string): Promise<Done | null> {
  try {
    const done = await asked;
    toasts.done(told, done.undo);
    return done;
  } catch (thrown) {
    toasts.problem(thrown);
    return null;
  }
}
