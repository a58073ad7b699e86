// One answer together with the question that it answers, so that words never describe another's numbers.
import { asBackendError, type Area, type BackendError } from "$lib/backend";
import { onStale } from "$lib/state/changes.svelte";
import { untrack } from "svelte";

interface Question<K, T> {
  key: K;
  load: Promise<T>;
}

/** Make it while a component is set up; it asks again when what `ask` reads changes, or an area is stale. */
export class Asked<K, T> {
  value = $state.raw<{ key: K; answer: T } | null>(null);
  error = $state.raw<BackendError | null>(null);
  #turn = 0;
  #ask: () => Question<K, T> | null;

  /** `ask` hands out a question under way, or `null` while nothing can be asked yet. */
  constructor(areas: Area[], ask: () => Question<K, T> | null) {
    this.#ask = ask;
    $effect(() => {
      const question = ask();
      untrack(() => void this.#take(question));
    });
    $effect(() => onStale(areas, () => void this.reload()));
  }

  /** Asks again. Never rejects. */
  reload = (): Promise<void> => this.#take(untrack(() => this.#ask()));

  async #take(question: Question<K, T> | null): Promise<void> {
    if (!question) return;
    const turn = ++this.#turn;
    try {
      const answer = await question.load;
      if (turn !== this.#turn) return;
      this.value = { key: question.key, answer };
      this.error = null;
    } catch (thrown) {
      if (turn === this.#turn) this.error = asBackendError(thrown);
    }
  }
}
