// A drawing as a file for a report.
import { call, chooseNewFile, commands, type Drawing } from "$lib/backend";
import { toasts } from "$lib/state/toasts.svelte";
import { m } from "$lib/words";

/** Lets a person name the file and writes the drawing that was shown last. */
export async function saveDrawing(
  name: "cohorts" | "returns",
  drawing: Drawing,
  height: number,
): Promise<void> {
  try {
    const file = await chooseNewFile({
      title: m.insights_save_title(),
      kind: m.insights_save_kind(),
      extensions: ["pdf", "png", "svg"],
      file_name: `aichaku-${name}.pdf`,
    });
    if (file === null) return;
    await call(commands.saveChart(name, file, { ...drawing, dark: false }, Math.round(height)));
    toasts.done(m.insights_saved());
  } catch (thrown) {
    toasts.problem(thrown);
  }
}
