// A backend for tests only: commands answer from a table, events are sent by hand. What a test does not
// name is refused, so that no screen asks for something unseen.
import type { ApiError } from "$lib/backend";

type Args = Record<string, unknown>;
type Handler = (args: Args) => unknown;

export interface FakeBackend {
  /** Every command that was asked, in order. */
  calls: { command: string; args: Args }[];
  /** The commands of one name. */
  asked(command: string): Args[];
  /** Answers that a test changes later. */
  on(command: string, handler: Handler): void;
  /** Sends an event of the shell, e.g. `data-changed`. */
  emit(event: string, payload: unknown): void;
}

/** Refuses as the backend does. */
export function refuse(code: ApiError["code"], fields: Record<string, string> = {}): never {
  throw { code, fields: Object.entries(fields).map(([name, text]) => ({ name, text })) } satisfies ApiError;
}

// The page listens once in its life, so its listeners outlive each test's backend.
const callbacks = new Map<number, (payload: unknown) => void>();
const listeners: { event: string; handler: number }[] = [];
let next = 1;

export function fakeBackend(handlers: Record<string, Handler>): FakeBackend {
  const table = new Map(Object.entries(handlers));
  const calls: FakeBackend["calls"] = [];

  const internals = {
    transformCallback(callback: (payload: unknown) => void): number {
      callbacks.set(next, callback);
      return next++;
    },
    async invoke(command: string, args: Args = {}): Promise<unknown> {
      if (command === "plugin:event|listen") {
        listeners.push(args as { event: string; handler: number });
        return next++;
      }
      if (command === "plugin:event|unlisten") return null;
      calls.push({ command, args: structuredClone(args) });
      const handler = table.get(command);
      if (!handler) refuse("internal", { reference: `no answer for ${command}` });
      return structuredClone(await handler(args));
    },
  };
  Object.assign(window, {
    __TAURI_INTERNALS__: internals,
    __TAURI_EVENT_PLUGIN_INTERNALS__: { unregisterListener: () => undefined },
  });

  return {
    calls,
    asked: (command) => calls.filter((call) => call.command === command).map((call) => call.args),
    on: (command, handler) => void table.set(command, handler),
    emit(event, payload) {
      for (const listener of listeners.filter((one) => one.event === event)) {
        callbacks.get(listener.handler)?.({ event, id: 0, payload });
      }
    },
  };
}
