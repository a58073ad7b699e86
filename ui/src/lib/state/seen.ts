// The version that a form was opened with. A write hands it back, and the backend refuses it when somebody
// changed the record elsewhere. The form then keeps what was typed; the record on screen is read again, and the
// next try counts as having seen what stands there now. Not here: what the screen looks like meanwhile.
import { BackendError } from "$lib/backend";
import { tellStale } from "./changes.svelte";

export class Seen {
  #version: string | null;
  readonly #now: () => string | null;

  /** `now` gives the version on screen, or null for what does not exist yet. */
  constructor(now: () => string | null) {
    this.#now = now;
    this.#version = now();
  }

  /** What to hand back with the write. */
  get version(): string | null {
    return this.#version ?? this.#now();
  }

  /** Looks at a refusal: after one for a change elsewhere the next try has seen what is on screen then. */
  meet(thrown: unknown): void {
    if (!editedElsewhere(thrown)) return;
    this.#version = null;
    readAgain();
  }
}

/** Whether a write was refused because the record changed elsewhere. */
export function editedElsewhere(thrown: unknown): boolean {
  return thrown instanceof BackendError && thrown.code === "edited_elsewhere";
}

/** Another program sends no event: what it changed must be asked for. */
export function readAgain(): void {
  tellStale(["customers", "follow_ups"]);
}
