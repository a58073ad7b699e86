// A write and its news: a toast that can take it back, or what went wrong.
import type { Done } from "$lib/backend";
import { editedElsewhere, readAgain, type Seen } from "./seen";
import { toasts } from "./toasts.svelte";

/**
 * Waits for a write and tells of it; `null` when it was refused, and the reason is on screen. With `seen`, a form
 * that somebody else was quicker with can be sent again.
 */
export async function write(asked: Promise<Done>, told: string, seen?: Seen): Promise<Done | null> {
  try {
    const done = await asked;
    toasts.done(told, done.undo);
    return done;
  } catch (thrown) {
    if (seen) seen.meet(thrown);
    else if (editedElsewhere(thrown)) readAgain();
    toasts.problem(thrown);
    return null;
  }
}
