// Saving the rows that were left out: one dialog, from the check, the report and the list of batches.
import { call, chooseNewFile, commands } from "$lib/backend";
import { toasts } from "$lib/state/toasts.svelte";
import { locale, m } from "$lib/words";

/** Asks where, and saves the rows of a preview (`ticket`) or of a batch. */
export async function saveRejects(of: { ticket: string } | { batch: number }): Promise<void> {
  try {
    const path = await chooseNewFile({
      title: m.import_rejects_title(),
      kind: m.import_choose_kind(),
      extensions: ["csv"],
      file_name: m.import_rejects_file(),
    });
    if (path === null) return;
    const [ticket, batch] = "ticket" in of ? [of.ticket, null] : [null, of.batch];
    const count = await call(commands.saveRejects(ticket, batch, path, locale.current));
    toasts.done(m.import_rejects_saved({ count }));
  } catch (thrown) {
    toasts.problem(thrown);
  }
}
