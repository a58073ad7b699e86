// Lists as files: the forms, the one that this laptop remembers, and saving itself. Not here: how it is asked for.
import { call, chooseNewFile, commands, type ListAsked, type ListForm, type ListReport } from "$lib/backend";
import { formatNumber } from "$lib/format";
import { recall, remember } from "$lib/state/preferences.svelte";
import { toasts } from "$lib/state/toasts.svelte";
import { locale, m } from "$lib/words";

const formNames: Record<ListForm, () => string> = {
  xlsx: m.keep_form_xlsx,
  csv_utf8: m.keep_form_csv_utf8,
  csv_cp932: m.keep_form_csv_cp932,
};
export const listForms = Object.keys(formNames) as ListForm[];
export const formName = (form: ListForm): string => formNames[form]();

const rememberedAs = (what: string): string => `keep.${what}`;

/** The form in which this kind of list was saved the last time. */
export function lastForm(what: string, otherwise: ListForm = "xlsx"): ListForm {
  const kept = recall(rememberedAs(what));
  return listForms.find((form) => form === kept) ?? otherwise;
}

/** What is said when a list was saved; characters that are lost are named. */
export function savedSentence(report: ListReport): string {
  const count = formatNumber(report.rows);
  if (report.lost.length === 0) return m.keep_done({ count });
  const characters = report.lost.map((lost) => lost.character).join(" ");
  return m.keep_lost({ count, characters });
}

/** Asks where, saves, and says what became of it; true when it was saved. */
export async function saveList(
  asked: ListAsked,
  form: ListForm,
  what: string,
  name: string,
): Promise<boolean> {
  try {
    const ending = form === "xlsx" ? "xlsx" : "csv";
    const path = await chooseNewFile({
      title: m.keep_choose(),
      kind: m.keep_kind(),
      extensions: [ending],
      file_name: `${name}.${ending}`,
    });
    if (path === null) return false;
    remember(rememberedAs(what), form);
    const report = await call(commands.saveList(asked, form, path, locale.current));
    toasts.done(savedSentence(report));
    return true;
  } catch (thrown) {
    toasts.problem(thrown);
    return false;
  }
}
