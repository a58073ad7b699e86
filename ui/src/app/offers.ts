// New exports in the watched folder, told once at a start, after the first screen stands. Not here: bringing them in.
import { call, commands } from "$lib/backend";
import { formatNumber } from "$lib/format";
import { currentPath, go } from "$lib/routing";
import { toasts } from "$lib/state/toasts.svelte";
import { m } from "$lib/words";

/** Nobody waits for it; the first screen and the day's planning come first. */
const afterMs = 2_500;

/** Asks soon whether there is something new; returns what takes the question back. */
export function offerNewFiles(): () => void {
  const later = setTimeout(() => {
    void call(commands.offeredFiles())
      .then((files) => {
        // The import itself lists them.
        if (files.length === 0 || currentPath().startsWith("/import")) return;
        toasts.offer(
          m.import_offered_toast({
            file: files[0]!.file,
            shown: formatNumber(files.length),
          }),
          m.import_offered_see(),
          () => go("/import"),
        );
      })
      // A folder that cannot be looked into now is looked into at the next start.
      .catch(() => undefined);
  }, afterMs);
  return () => clearTimeout(later);
}
