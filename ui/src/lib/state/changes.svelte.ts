// Data that reloads by itself when a write anywhere made its area of the store stale.
import { asBackendError, onDataChanged, type Area, type BackendError } from "$lib/backend";
import { getContext, setContext, untrack } from "svelte";

/** Whether something is on screen at the moment. */
type Sight = () => boolean;
type Listener = { areas: Area[]; stale: () => unknown; sight: Sight };

const sightKey = Symbol("sight");
const always: Sight = () => true;

// Nobody renders these, so they need no reactive ones.
/* eslint-disable svelte/prefer-svelte-reactivity */
const heard = new Set<Listener>();
const waiting = new Set<Listener>();
/* eslint-enable svelte/prefer-svelte-reactivity */
let front: Promise<unknown> = Promise.resolve();
let following = false;
let listening = false;

/** What the components inside load again waits, while `element` is scrolled away, until the rest has its answers. */
export function waitsOutOfSight(element: () => Element | undefined): void {
  setContext<Sight>(sightKey, () => {
    const place = element()?.getBoundingClientRect();
    return place === undefined || (place.top < window.innerHeight && place.bottom >= 0);
  });
}

/** Whether the component that is being set up is on screen, for {@link onStale}. */
export const sightOf = (): Sight => getContext<Sight | undefined>(sightKey) ?? always;

/** Calls `stale` whenever one of `areas` changed: at once if it is in sight, else when what is in sight has loaded. */
export function onStale(areas: Area[], stale: () => unknown, sight: Sight = always): () => void {
  if (!listening) {
    listening = true;
    onDataChanged(tellStale);
  }
  const listener = { areas, stale, sight };
  heard.add(listener);
  return () => {
    heard.delete(listener);
    waiting.delete(listener);
  };
}

/** Tells all of this window that `areas` are stale; used by the event and after writes without one. */
export function tellStale(areas: Area[]): void {
  const concerned = [...heard].filter((one) => one.areas.some((area) => areas.includes(area)));
  const first = concerned.filter((one) => one.sight());
  for (const one of concerned) waiting.add(one);
  for (const one of first) waiting.delete(one);
  front = Promise.allSettled([front, ...first.map((one) => one.stale())]);
  if (!following) void follow();
}

/** Whatever waits comes after all that is in sight; what became stale again meanwhile is asked once. */
async function follow(): Promise<void> {
  following = true;
  while (waiting.size > 0) {
    const before = front;
    await before;
    if (front !== before) continue;
    const next = [...waiting];
    waiting.clear();
    await Promise.allSettled(next.map((one) => one.stale()));
  }
  following = false;
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
  const sight = sightOf();
  $effect(() => {
    const answer = load();
    // What `take` writes must not start the effect again; what `load` reads must.
    void untrack(() => held.take(answer));
  });
  $effect(() => onStale(areas, held.reload, sight));
  return held;
}
