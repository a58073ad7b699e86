// Short news at the window's edge: what was done, with "undo", or what went wrong.
import { call, commands } from "$lib/backend";
import { presentError } from "$lib/errors/present";
import { m } from "$lib/words";

export interface Toast {
  id: number;
  tone: "done" | "problem";
  text: string;
  /** What the toast offers to do, e.g. undo. */
  action: { label: string; run: () => void } | null;
  /** The change that it told of and that can still be taken back. */
  undo: number | null;
}

/** Undo must be reachable without hurry; an error stays longer still. */
const doneMs = 9_000;
const problemMs = 15_000;

class Toasts {
  list = $state.raw<Toast[]>([]);
  #next = 1;
  #timers = new Map<number, ReturnType<typeof setTimeout>>();

  /** Says what was done. With a token the toast offers to take it back. */
  done(text: string, undo: number | null = null): void {
    const action = undo === null ? null : { label: m.undo(), run: () => void this.#undo(undo) };
    this.#push("done", text, action, undo);
  }

  /** Says what was done and offers one next thing. */
  offer(text: string, label: string, run: () => void): void {
    this.#push("done", text, { label, run });
  }

  /** Says what went wrong, in the words of its code. */
  problem(thrown: unknown): void {
    this.#push("problem", presentError(thrown), null);
  }

  dismiss = (id: number): void => {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    this.list = this.list.filter((toast) => toast.id !== id);
  };

  /** What this token could take back was taken back elsewhere: nobody offers it a second time. */
  takenBack(token: number): void {
    for (const toast of this.list) if (toast.undo === token) this.dismiss(toast.id);
  }

  /** A dialog opens where older news stands: only the newest stays. */
  makeRoom(): void {
    for (const toast of this.list.slice(0, -1)) this.dismiss(toast.id);
  }

  /** Nothing that was said holds any more: another shop is open. */
  clear(): void {
    for (const toast of this.list) this.dismiss(toast.id);
  }

  /** Takes back what the newest toast told of, if it can be; true when there was such a toast. */
  undoLast(): boolean {
    const last = this.list.findLast((toast) => toast.tone === "done" && toast.action !== null);
    if (!last) return false;
    this.dismiss(last.id);
    last.action?.run();
    return true;
  }

  async #undo(token: number): Promise<void> {
    try {
      await call(commands.undo(token));
      this.done(m.undone());
    } catch (thrown) {
      this.problem(thrown);
    }
  }

  #push(tone: Toast["tone"], text: string, action: Toast["action"], undo: number | null = null): void {
    const id = this.#next++;
    // Three are read, more are not.
    this.list = [...this.list.slice(-2), { id, tone, text, action, undo }];
    this.#timers.set(
      id,
      setTimeout(() => this.dismiss(id), tone === "done" ? doneMs : problemMs),
    );
  }
}

export const toasts = new Toasts();
