// The one door to the backend: commands, events and the system's dialogs. Nothing else in the interface
// imports @tauri-apps/* or the generated bindings. Not here: words for errors (lib/errors/present).
import { commands, events, systems } from "./bindings";
import type { ApiError, Area, ErrorCode, FileChoice, JobProgress } from "./bindings";

export { commands, systems };
export type * from "./bindings";
// The generated file keeps "Channel" for the shell's own.
export type { ContactChannel as Channel } from "./bindings";

/** What a command was refused with. Holds a code and values, never a sentence and no personal data. */
export class BackendError extends Error {
  override readonly name = "BackendError";
  readonly code: ErrorCode;
  readonly fields: Readonly<Record<string, string>>;

  constructor(error: ApiError) {
    super(error.code);
    this.code = error.code;
    this.fields = Object.fromEntries((error.fields ?? []).map((field) => [field.name, field.text]));
  }
}

/** Makes a {@link BackendError} of whatever was thrown. What the backend did not word is `internal`. */
export function asBackendError(thrown: unknown): BackendError {
  if (thrown instanceof BackendError) return thrown;
  return new BackendError({ code: "internal", fields: [] });
}

type Answer<T> = { status: "ok"; data: T } | { status: "error"; error: ApiError };

/**
 * Waits for a command and hands out its answer.
 *
 *     const today = await call(commands.today(query, locale.current));
 *
 * @throws BackendError
 */
export async function call<T>(answer: Promise<Answer<T>>): Promise<T> {
  let result: Answer<T>;
  try {
    result = await answer;
  } catch (thrown) {
    throw asBackendError(thrown);
  }
  if (result.status === "error") throw new BackendError(result.error);
  return result.data;
}

/** Stops hearing. */
export type Unlisten = () => void;

// The shell answers `listen` later; whoever stops before that must not be called any more either.
function stoppable(start: (alive: () => boolean) => Promise<Unlisten>): Unlisten {
  let alive = true;
  let stop: Unlisten | undefined;
  start(() => alive).then(
    (unlisten) => {
      if (alive) stop = unlisten;
      else unlisten();
    },
    () => undefined,
  );
  return () => {
    alive = false;
    stop?.();
  };
}

/** Hears which areas of the store a write made stale. */
export function onDataChanged(heard: (areas: Area[]) => void): Unlisten {
  return stoppable((alive) =>
    events.dataChanged.listen((event) => {
      if (alive()) heard(event.payload.areas);
    }),
  );
}

/** Hears how far long jobs are. */
export function onJobProgress(heard: (progress: JobProgress) => void): Unlisten {
  return stoppable((alive) =>
    events.jobMoved.listen((event) => {
      if (alive()) heard(event.payload.progress);
    }),
  );
}

/** Hears full paths of files that were dropped on the window. */
export function onFilesDropped(heard: (paths: string[]) => void): Unlisten {
  return stoppable((alive) =>
    events.filesDropped.listen((event) => {
      if (alive()) heard(event.payload.paths);
    }),
  );
}

/** Name, version, licence, the system's language; `null` outside the app's window. */
export async function appInfo() {
  try {
    return await commands.appInfo();
  } catch {
    return null;
  }
}

/** Lets a person choose a file to read; `null` when the dialog was closed. */
export function chooseFile(choice: FileChoice): Promise<string | null> {
  return commands.chooseFile(choice).catch((thrown: unknown) => Promise.reject(asBackendError(thrown)));
}

/** Lets a person name a file to write; `null` when the dialog was closed. */
export function chooseNewFile(choice: FileChoice): Promise<string | null> {
  return commands.chooseNewFile(choice).catch((thrown: unknown) => Promise.reject(asBackendError(thrown)));
}

/** Lets a person choose a folder; `null` when the dialog was closed. */
export function chooseFolder(title: string): Promise<string | null> {
  return commands.chooseFolder(title).catch((thrown: unknown) => Promise.reject(asBackendError(thrown)));
}

/** A new ticket for a long job, to hear its progress by and to cancel it with. */
export function newJob(): string {
  return crypto.randomUUID();
}

/** Prints what is on screen: an open dialog alone, otherwise the page. The system's own dialog asks how. */
export async function printPage(): Promise<void> {
  await call(commands.printPage());
}
