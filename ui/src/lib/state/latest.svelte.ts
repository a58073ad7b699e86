// The answer to the latest of several questions, which are asked as somebody types or chooses: what an earlier one
// still brings, an answer or a failure, is dropped.
// Not here: questions whose words and numbers must stay together (features/insights/asked.svelte.ts).
import { asBackendError, type BackendError } from "$lib/backend";

export class Latest<T> {
  /** The last answer; it stays while the next question is under way or has failed. */
  answer = $state.raw<T | null>(null);
  error = $state.raw<BackendError | null>(null);
  #turn = 0;

  /** Takes the answer of a question under way, unless another is asked before it comes. Never rejects. */
  async ask(question: Promise<T>): Promise<void> {
    const turn = ++this.#turn;
    try {
      const answer = await question;
      if (turn !== this.#turn) return;
      this.answer = answer;
      this.error = null;
    } catch (thrown) {
      if (turn === this.#turn) this.error = asBackendError(thrown);
    }
  }

  /** Nothing is asked any more. */
  drop(): void {
    this.#turn += 1;
    this.answer = null;
    this.error = null;
  }
}
