// Shop systems by the names under which shops know them. The names stand in the backend's declarations, so that a
// new system needs no word here.
import { systems } from "$lib/backend";
import { locale } from "./locale.svelte";
import { m } from "./index";

/** Ids that can be chosen for a file; `generic` is a file of no known system. */
export const systemValues = ["generic", ...systems.map((system) => system.id)];

/** Name of a system where one is chosen or was recognised. */
export function systemName(id: string): string {
  if (id === "generic") return m.import_system_generic();
  // What an older window does not know yet is shown as it stands rather than not at all.
  return systems.find((system) => system.id === id)?.[locale.current] ?? id;
}

/** Name of what something came from: a system, or simply a file. */
export const sourceName = (id: string): string =>
  id === "generic" ? m.import_source_file() : systemName(id);
