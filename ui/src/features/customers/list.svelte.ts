// The list of all customers, page by page, or what a search found. Not here: how a line looks.
import {
  asBackendError,
  call,
  commands,
  type BackendError,
  type CustomerHit,
  type CustomerPage,
} from "$lib/backend";
import { onStale } from "$lib/state/changes.svelte";
import { untrack } from "svelte";

const pageSize = 100;
const searchLimit = 60;

/** Make it while a component is set up. */
export class CustomerList {
  text = $state("");
  hits = $state.raw<CustomerHit[]>([]);
  total = $state(0);
  error = $state.raw<BackendError | null>(null);
  loading = $state(true);
  /** What the shown hits answer to; empty: the list of all. */
  asked = $state("");
  #next: string | null = null;
  #turn = 0;

  constructor() {
    $effect(() => {
      void this.text;
      // What the list holds must not ask for it again.
      untrack(() => void this.reload());
    });
    $effect(() => onStale(["customers"], () => void this.reload()));
  }

  /** There is more of the list than is loaded. */
  get hasMore(): boolean {
    return this.asked === "" && this.hits.length < this.total;
  }

  /** Asks again for as much as is on screen. */
  reload = async (): Promise<void> => {
    const wanted = this.text.trim();
    await this.#ask(async () => {
      if (wanted === "") return call(commands.customers(null, Math.max(pageSize, this.#shown)));
      const hits = await call(commands.search(wanted, searchLimit));
      return { hits, next: null, total: hits.length };
    }, wanted);
  };

  /** Loads the next page of the list. */
  more = async (): Promise<void> => {
    if (this.loading || this.#next === null || this.asked !== "") return;
    const before = this.hits;
    await this.#ask(async () => {
      const page = await call(commands.customers(this.#next, pageSize));
      return { ...page, hits: [...before, ...page.hits] };
    }, "");
  };

  get #shown(): number {
    return this.asked === "" ? this.hits.length : 0;
  }

  async #ask(load: () => Promise<CustomerPage>, wanted: string): Promise<void> {
    const turn = ++this.#turn;
    this.loading = true;
    try {
      const page = await load();
      if (turn !== this.#turn) return;
      this.hits = page.hits;
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
