// Data that reloads by itself when a write anywhere made its area of the store stale.
import { asBackendError, onDataChanged, type Area, type BackendError } from "$lib/backend";
import { untrack } from "svelte";

// Nobody renders this list, so it needs no reactive one.
// eslint-disable-next-line svelte/prefer-svelte-reactivity
const heard = new Set<(areas: Area[]) => void>();
let listening = false;

/** Calls `stale` whenever one of `areas` changed. */
export function onStale(areas: Area[], stale: () => void): () => void {
  if (!listening) {
    listening = true;
    onDataChanged(tellStale);
  }
  const tell = (changed: Area[]) => {
    if (changed.some((area) => areas.includes(area))) stale();
  };
  heard.add(tell);
  return () => heard.delete(tell);
}

/** Tells all of this window that `areas` are stale; used by the event and after writes without one. */
export function tellStale(areas: Area[]): void {
  for (const tell of [...heard]) tell(areas);
}

/**
 * One answer of the backend that a screen shows: `value`, `error`, `loading`.
 *
 * Make it with {@link loaded} while a component or a state class with an effect root is set up. Answers
 * that arrive out of order are dropped; while a newer one is on its way the old one stays on screen.
 */
export class Loaded<T> {
  value = $state.raw<T | null>(null);
  error = $state.raw<BackendError | null>(null);
  loading = $state(true);
  #turn = 0;
  #load: () => Promise<T>;

  constructor(load: () => Promise<T>) {
    this.#load = load;
  }

  /** Asks again. Resolves when the answer is there; never rejects. */
  reload = (): Promise<void> => this.take(this.#load());

  /** Waits for an answer that was asked for already. */
  async take(answer: Promise<T>): Promise<void> {
    const turn = ++this.#turn;
    this.loading = true;
    try {
      const value = await answer;
      if (turn !== this.#turn) return;
      this.value = value;
      this.error = null;
    } catch (thrown) {
      if (turn !== this.#turn) return;
      this.error = asBackendError(thrown);
    } finally {
      if (turn === this.#turn) this.loading = false;
    }
  }
}

/**
 * Loads when the component starts, again whenever a rune that `load` reads synchronously changes, and
 * again when one of `areas` is stale.
 *
 *     const record = loaded(["customers"], () => call(commands.customer(id, locale.current)));
 */
export function loaded<T>(areas: Area[], load: () => Promise<T>): Loaded<T> {
  const held = new Loaded(load);
  $effect(() => {
    const answer = load();
    // What `take` writes must not start the effect again; what `load` reads must.
    void untrack(() => held.take(answer));
  });
  $effect(() => onStale(areas, () => void held.reload()));
  return held;
}
