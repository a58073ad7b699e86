// One answer together with the question that it answers, so that words never describe another's numbers.
import type { Area, BackendError } from "$lib/backend";
import { onStale, sightOf } from "$lib/state/changes.svelte";
import { Latest } from "$lib/state/latest.svelte";
import { untrack } from "svelte";

interface Question<K, T> {
  key: K;
  load: Promise<T>;
}

/** Make it while a component is set up; it asks again when what `ask` reads changes, or an area is stale. */
export class Asked<K, T> {
  #latest = new Latest<{ key: K; answer: T }>();
  #ask: () => Question<K, T> | null;

  /** `ask` hands out a question under way, or `null` while nothing can be asked yet. */
  constructor(areas: Area[], ask: () => Question<K, T> | null) {
    this.#ask = ask;
    const sight = sightOf();
    $effect(() => {
      const question = ask();
      untrack(() => void this.#take(question));
    });
    $effect(() => onStale(areas, this.reload, sight));
  }

  get value(): { key: K; answer: T } | null {
    return this.#latest.answer;
  }

  get error(): BackendError | null {
    return this.#latest.error;
  }

  /** Asks again. Never rejects. */
  reload = (): Promise<void> => this.#take(untrack(() => this.#ask()));

  async #take(question: Question<K, T> | null): Promise<void> {
    if (question) await this.#latest.ask(question.load.then((answer) => ({ key: question.key, answer })));
  }
}
