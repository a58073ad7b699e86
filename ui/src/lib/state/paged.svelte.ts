// A long list page by page, or what a search found in it. Not here: what is listed, and how a line looks.
import { asBackendError, type Area, type BackendError } from "$lib/backend";
import { onStale } from "$lib/state/changes.svelte";
import { untrack } from "svelte";

const pageSize = 100;
/** Rows of one answer; more come when they are asked for. */
const mostAtOnce = 500;

/** A page; `next` is where the one after it begins. */
export type Page<T, Place> = { rows: T[]; total: number; next: Place | null };

/** Make it while a component is set up. */
export class Paged<T, Place> {
  text = $state("");
  rows = $state.raw<T[]>([]);
  total = $state(0);
  error = $state.raw<BackendError | null>(null);
  loading = $state(true);
  /** What the shown rows answer to; empty: the list of all. */
  asked = $state("");
  #next = $state.raw<Place | null>(null);
  #turn = 0;
  #load: (wanted: string, after: Place | null, limit: number) => Promise<Page<T, Place>>;

  /** `load` gives the rows with `wanted` in them (empty: all) behind `after`; `areas` are what they depend on. */
  constructor(
    areas: Area[],
    load: (wanted: string, after: Place | null, limit: number) => Promise<Page<T, Place>>,
  ) {
    this.#load = load;
    $effect(() => {
      void this.text;
      // What the list holds must not ask for it again.
      untrack(() => void this.reload());
    });
    $effect(() => onStale(areas, () => void this.reload()));
  }

  /** There is more than is loaded. */
  get hasMore(): boolean {
    return this.#next !== null;
  }

  /** Asks again for as much as is on screen. */
  reload = async (): Promise<void> => {
    const wanted = this.text.trim();
    const shown = wanted === this.asked ? this.rows.length : 0;
    await this.#ask(wanted, null, Math.min(mostAtOnce, Math.max(pageSize, shown)), []);
  };

  /** Loads the next page. */
  more = async (): Promise<void> => {
    if (this.loading || this.#next === null) return;
    await this.#ask(this.asked, this.#next, pageSize, this.rows);
  };

  async #ask(wanted: string, after: Place | null, limit: number, before: T[]): Promise<void> {
    const turn = ++this.#turn;
    this.loading = true;
    try {
      const page = await this.#load(wanted, after, limit);
      if (turn !== this.#turn) return;
      this.rows = [...before, ...page.rows];
      this.total = page.total;
      this.#next = page.next;
      this.asked = wanted;
      this.error = null;
    } catch (thrown) {
      if (turn === this.#turn) this.error = asBackendError(thrown);
    } finally {
      if (turn === this.#turn) this.loading = false;
    }
  }
}
