// Text that is kept at every keystroke. One write is under way at a time; what is typed meanwhile is
// written next, so the last keystroke always arrives and none overtakes another.
import { asBackendError, call, commands, type BackendError } from "$lib/backend";

/** Writes still on their way, so that a screen can wait for them before it completes something. */
export class Draft {
  readonly key: string;
  text = $state("");
  error = $state.raw<BackendError | null>(null);
  saving = $state(false);
  #kept: string;
  #running: Promise<void> | null = null;

  constructor(key: string, text: string) {
    this.key = key;
    this.text = text;
    this.#kept = text;
  }

  /** Everything that was typed lies in the store. */
  get saved(): boolean {
    return !this.saving && this.error === null;
  }

  type(text: string): void {
    this.text = text;
    void this.flush();
  }

  /** Resolves when the store holds what stands here now, or an error does. */
  flush(): Promise<void> {
    this.#running ??= this.#write().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  /** The text went elsewhere (a touch, a note): nothing is left to keep. */
  async clear(): Promise<void> {
    this.text = "";
    await this.flush();
  }

  /** The backend cleared it together with what it became. */
  forget(): void {
    this.text = "";
    this.#kept = "";
  }

  async #write(): Promise<void> {
    this.saving = true;
    try {
      while (this.#kept !== this.text) {
        const text = this.text;
        await call(commands.saveDraft(this.key, text));
        this.#kept = text;
        this.error = null;
      }
    } catch (thrown) {
      this.error = asBackendError(thrown);
    } finally {
      this.saving = false;
    }
  }
}
