// Names of what a file can be, where it comes from, and what its columns mean. Total over the backend's
// lists where those are typed; ids that a newer backend adds are shown as they stand.
import type { Family, Finish, ImportKind, Material, RowOutcome } from "$lib/backend";
import { addressed } from "$lib/customers/name";
import { presentRowProblem, rowProblemCodes } from "$lib/errors/rows";
import { formatDate, formatNumber } from "$lib/format";
import { m } from "$lib/words";
import { familyName, finishName, materialName } from "$lib/words/lists";

const kinds: Record<ImportKind, () => string> = {
  purchases: m.import_kind_purchases,
  customers: m.import_kind_customers,
  deliveries: m.import_kind_deliveries,
  products: m.import_kind_products,
  optouts: m.import_kind_optouts,
  surveys: m.import_kind_surveys,
};
export const kindValues = Object.keys(kinds) as ImportKind[];
export const kindName = (kind: ImportKind): string => kinds[kind]?.() ?? kind;

const encodings: Record<string, () => string> = {
  "utf-8": m.import_encoding_utf8,
  cp932: m.import_encoding_cp932,
  "euc-jp": m.import_encoding_eucjp,
  "utf-16le": m.import_encoding_utf16le,
  "utf-16be": m.import_encoding_utf16be,
  "utf-8-bom": m.import_encoding_utf8,
  "windows-1252": m.import_encoding_cp1252,
};
/** Those that a person can choose. */
export const encodingValues = ["utf-8", "cp932", "euc-jp", "utf-16le", "utf-16be"];
export const encodingName = (id: string): string => (Object.hasOwn(encodings, id) ? encodings[id]!() : id);

/** The fields that a column can fill. */
export const fields: Record<string, () => string> = {
  order_id: m.import_field_order_id,
  line_id: m.import_field_line_id,
  ordered_on: m.import_field_ordered_on,
  delivered_on: m.import_field_delivered_on,
  planned_delivery_on: m.import_field_planned_delivery_on,
  shipped_on: m.import_field_shipped_on,
  customer_external_id: m.import_field_customer_external_id,
  full_name: m.import_field_full_name,
  family_name: m.import_field_family_name,
  given_name: m.import_field_given_name,
  full_kana: m.import_field_full_kana,
  family_kana: m.import_field_family_kana,
  given_kana: m.import_field_given_kana,
  company: m.import_field_company,
  phone: m.import_field_phone,
  phone2: m.import_field_phone2,
  mobile: m.import_field_mobile,
  phone_part1: m.import_field_phone_part1,
  phone_part2: m.import_field_phone_part2,
  phone_part3: m.import_field_phone_part3,
  email: m.import_field_email,
  postal_code: m.import_field_postal_code,
  postal_part1: m.import_field_postal_part1,
  postal_part2: m.import_field_postal_part2,
  prefecture: m.import_field_prefecture,
  city: m.import_field_city,
  street: m.import_field_street,
  building: m.import_field_building,
  full_address: m.import_field_full_address,
  birthday: m.import_field_birthday,
  product_code: m.import_field_product_code,
  product_name: m.import_field_product_name,
  variant: m.import_field_variant,
  quantity: m.import_field_quantity,
  unit_price: m.import_field_unit_price,
  line_amount: m.import_field_line_amount,
  order_total: m.import_field_order_total,
  paid_total: m.import_field_paid_total,
  amount_minor: m.import_field_amount_minor,
  discount: m.import_field_discount,
  points: m.import_field_points,
  shipping_fee: m.import_field_shipping_fee,
  refunded: m.import_field_refunded,
  returned_order: m.import_field_returned_order,
  status: m.import_field_status,
  cancelled: m.import_field_cancelled,
  line_type: m.import_field_line_type,
  family: m.import_field_family,
  material: m.import_field_material,
  finish: m.import_field_finish,
  room: m.import_field_room,
  staff: m.import_field_staff,
  sales_channel: m.import_field_sales_channel,
  note: m.import_field_note,
  consent_email: m.import_field_consent_email,
  consent_post: m.import_field_consent_post,
  heard_from: m.import_field_heard_from,
  referrer: m.import_field_referrer,
  customer_since: m.import_field_customer_since,
  ship_full_name: m.import_field_ship_full_name,
  ship_family_name: m.import_field_ship_family_name,
  ship_given_name: m.import_field_ship_given_name,
  ship_phone: m.import_field_ship_phone,
  ship_postal_code: m.import_field_ship_postal_code,
  ship_postal_part1: m.import_field_ship_postal_part1,
  ship_postal_part2: m.import_field_ship_postal_part2,
  ship_prefecture: m.import_field_ship_prefecture,
  ship_city: m.import_field_ship_city,
  ship_street: m.import_field_ship_street,
  ship_building: m.import_field_ship_building,
  ship_full_address: m.import_field_ship_full_address,
  opt_out_channel: m.import_field_opt_out_channel,
  opt_out_on: m.import_field_opt_out_on,
  opt_out_reason: m.import_field_opt_out_reason,
  answered_on: m.import_field_answered_on,
  recommend: m.import_field_recommend,
  satisfaction: m.import_field_satisfaction,
  ease: m.import_field_ease,
  about_quality: m.import_field_about_quality,
  about_choice: m.import_field_about_choice,
  about_advice: m.import_field_about_advice,
  about_price: m.import_field_about_price,
  about_lead_time: m.import_field_about_lead_time,
  about_delivery: m.import_field_about_delivery,
  about_aftercare: m.import_field_about_aftercare,
  about_place: m.import_field_about_place,
  answer_words: m.import_field_answer_words,
  customer_goal: m.import_field_customer_goal,
  goal_met: m.import_field_goal_met,
  answer_occasion: m.import_field_answer_occasion,
  answer_way: m.import_field_answer_way,
};
export const importFieldName = (field: string): string =>
  Object.hasOwn(fields, field) ? fields[field]!() : field;

/** Rows that can be read and yet find nobody: a person should look at them. */
const doubts: Record<string, () => string> = {
  no_customer: m.import_doubt_no_customer,
};

/** By what a person was recognised; the domain's `MatchedBy`. */
export const reasons: Record<string, () => string> = {
  external_id: m.import_by_external_id,
  contact_and_name: m.import_by_contact_and_name,
  email: m.import_by_email,
  address_and_name: m.import_by_address_and_name,
};
const reasonOf = (by: string): string => reasons[by]?.() ?? m.import_by_other();

/** What will become of a row, in one sentence. */
export function outcomeSentence(outcome: RowOutcome): string {
  switch (outcome.code) {
    case "new_customer":
      return m.import_outcome_new_customer();
    case "known_customer":
      return m.import_outcome_known_customer({
        name: addressed({ name: outcome.name, company: outcome.company, honorific: "" }),
        reason: reasonOf(outcome.by),
      });
    case "joins_household":
      return m.import_outcome_joins_household({ name: outcome.name });
    case "part_of_purchase":
      return m.import_outcome_part_of_purchase();
    case "updates":
      return m.import_outcome_updates();
    case "unchanged":
      return m.import_outcome_unchanged();
    case "cancels":
      return m.import_outcome_cancels();
    case "returns":
      return m.import_outcome_returns({ day: formatDate(outcome.ordered_on) });
    case "not_asked_for":
      return m.import_outcome_not_asked_for();
    case "erased":
      return m.import_outcome_erased();
    case "undecided":
      return m.import_outcome_undecided({ problem: presentRowProblem(outcome.why) });
    case "rejected":
      if (Object.hasOwn(doubts, outcome.problem)) return doubts[outcome.problem]!();
      return outcome.value
        ? m.import_outcome_rejected({
            column: outcome.column || m.import_column_none(),
            value: outcome.value,
            problem: presentRowProblem(outcome.problem),
          })
        : m.import_outcome_rejected_empty({
            column: outcome.column || m.import_column_none(),
            problem: presentRowProblem(outcome.problem),
          });
  }
}

/** Where a row stands: its line, with the sheet when several are read. */
export const rowPlace = (row: { sheet: string | null; line: number }): string =>
  row.sheet === null
    ? formatNumber(row.line)
    : m.import_row_place({ sheet: row.sheet, line: formatNumber(row.line) });

export type RowTone = "fine" | "look" | "bad";

/** Whether a row is fine, should be looked at, or cannot be read. */
export function toneOf(outcome: RowOutcome): RowTone {
  if (outcome.code === "rejected") return rowProblemCodes.includes(outcome.problem) ? "bad" : "look";
  if (["joins_household", "cancels", "returns", "undecided"].includes(outcome.code)) return "look";
  return outcome.code === "known_customer" && outcome.by === "address_and_name" ? "look" : "fine";
}

const conflictFields: Record<string, () => string> = {
  name: m.import_conflict_field_name,
  kana: m.import_conflict_field_kana,
  birthday: m.import_conflict_field_birthday,
  note: m.import_conflict_field_note,
  address: m.import_conflict_field_address,
  phone: m.import_conflict_field_phone,
  email: m.import_conflict_field_email,
  purchase: m.import_conflict_field_purchase,
  product_name: m.import_conflict_field_product_name,
  product_kind: m.import_conflict_field_product_kind,
  product_price: m.import_conflict_field_product_price,
};
/** A field of which the file says one thing and somebody typed another. */
export const conflictField = (field: string): string => conflictFields[field]?.() ?? field;

/** What one side of a conflict says; empty: an amount alone, or nothing. A product's kind comes as the names of the values. */
export function conflictText(field: string, said: string): string {
  if (field === "product_price") return "";
  if (field !== "product_kind" || said === "") return said;
  const [family, material, finish] = said.split("/") as [Family, Material, Finish];
  return [familyName(family), materialName(material), finishName(finish)].join(m.care_between());
}

const kept: Record<string, () => string> = {
  has_touch: m.import_kept_has_touch,
  has_note: m.import_kept_has_note,
  edited: m.import_kept_edited,
  has_consent: m.import_kept_has_consent,
  has_case: m.import_kept_has_case,
  has_voice: m.import_kept_has_voice,
  has_purchase: m.import_kept_has_purchase,
  has_item: m.import_kept_has_item,
  told_later: m.import_kept_told_later,
  has_customer: m.import_kept_has_customer,
};
export const keptReason = (code: string): string => kept[code]?.() ?? m.import_kept_other();

const entities: Record<string, () => string> = {
  customer: m.import_entity_customer,
  purchase: m.import_entity_purchase,
  item: m.import_entity_item,
  household: m.import_entity_household,
  product: m.import_entity_product,
};
export const entityName = (entity: string): string => entities[entity]?.() ?? entity;
