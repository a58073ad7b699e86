// A drawing as a file for a report.
import { call, chooseNewFile, commands, type ChartAsked, type Drawing } from "$lib/backend";
import { toasts } from "$lib/state/toasts.svelte";
import { m } from "$lib/words";

/** Lets a person name the file and writes the drawing that is shown, on white. */
export async function saveDrawing(chart: ChartAsked, drawing: Drawing): Promise<void> {
  try {
    const file = await chooseNewFile({
      title: m.insights_save_title(),
      kind: m.insights_save_kind(),
      extensions: ["pdf", "png", "svg"],
      file_name: `aichaku-${chart.code}.pdf`,
    });
    if (file === null) return;
    await call(commands.saveChart(chart, file, { ...drawing, dark: false }, 0));
    toasts.done(m.insights_saved());
  } catch (thrown) {
    toasts.problem(thrown);
  }
}
