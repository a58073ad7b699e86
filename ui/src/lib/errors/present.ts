// What went wrong, as one sentence that says what to do next. Total over the backend's codes: a new
// code does not compile until it is worded in both languages. Not here: where the sentence is shown.
import { asBackendError, type BackendError, type ErrorCode } from "$lib/backend";
import { m } from "$lib/words";
import { presentRefusalCode } from "./gate";
import { presentFinding } from "./findings";

type Fields = Readonly<Record<string, string>>;

const text = (fields: Fields, name: string): string => fields[name] ?? "";

const sentences: Record<ErrorCode, (fields: Fields) => string> = {
  no_shop: m.error_no_shop,
  shop_exists: m.error_shop_exists,
  shop_not_empty: m.error_shop_not_empty,
  store_too_new: m.error_store_too_new,
  wrong_key: m.error_wrong_key,
  key_missing: m.error_key_missing,
  passphrase_needed: m.error_passphrase_needed,
  wrong_passphrase: m.error_wrong_passphrase,
  passphrase_short: (fields) => m.error_passphrase_short({ least: text(fields, "least") }),
  store_damaged: m.error_store_damaged,
  store_busy: m.error_store_busy,
  disk_full: m.error_disk_full,
  not_writable: m.error_not_writable,
  not_found: m.error_not_found,
  conflict: m.error_conflict,
  edited_elsewhere: m.error_edited_elsewhere,
  invalid: (fields) => m.error_invalid({ field: fieldName(text(fields, "field")) }),
  invalid_day: (fields) => m.error_invalid_day({ value: text(fields, "value") }),
  already_closed: m.error_already_closed,
  gate_refused: (fields) =>
    m.error_gate_refused({ reason: presentRefusalCode(text(fields, "code"), fields) }),
  too_many_pinned: (fields) => m.error_too_many_pinned({ most: text(fields, "most") }),
  cannot_undo: m.error_cannot_undo,
  file_unreadable: m.error_file_unreadable,
  file_empty: m.error_file_empty,
  file_not_table: m.error_file_not_table,
  file_too_many_columns: (fields) =>
    m.error_file_too_many_columns({ columns: text(fields, "columns"), limit: text(fields, "limit") }),
  file_unclosed_quote: (fields) => m.error_file_unclosed_quote({ line: text(fields, "line") }),
  file_no_header: m.error_file_no_header,
  file_encoding: (fields) =>
    m.error_file_encoding({ encoding: text(fields, "encoding"), line: text(fields, "line") }),
  file_changed: m.error_file_changed,
  column_missing: (fields) => m.error_column_missing({ field: fieldName(text(fields, "field")) }),
  kind_unknown: m.error_kind_unknown,
  ticket_expired: m.error_ticket_expired,
  cancelled: m.error_cancelled,
  content_refused: (fields) =>
    m.error_content_refused({
      excerpt: text(fields, "excerpt"),
      reason: presentFinding(text(fields, "code"), text(fields, "excerpt")),
    }),
  system_unknown: (fields) => m.error_system_unknown({ system: text(fields, "system") }),
  file_exists: m.error_file_exists,
  not_an_export: m.error_not_an_export,
  internal: (fields) =>
    m.error_internal({ reference: text(fields, "reference") || m.error_reference_none() }),
};

/** Every code that has its sentence. */
export const errorCodes = Object.keys(sentences) as ErrorCode[];

/** The sentence for whatever was thrown. */
export function presentError(thrown: unknown): string {
  const error: BackendError = asBackendError(thrown);
  const sentence = Object.hasOwn(sentences, error.code) ? sentences[error.code] : sentences.internal;
  return sentence(error.fields);
}

type FieldWord = () => string;
const fieldNames = new Map<string, FieldWord>();

/** Gives the fields of a screen their names, so that "check {field}" can say which. */
export function nameFields(names: Record<string, FieldWord>): void {
  for (const [field, name] of Object.entries(names)) fieldNames.set(field, name);
}

/** A field's name as the screen calls it. */
export function fieldName(field: string): string {
  return fieldNames.get(field)?.() ?? m.error_field_unknown();
}
