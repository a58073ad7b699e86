// Names of what speaks for and against two people being one, and of what stays when they are taken apart.
import type { LaterEntity, LaterWorkView, PairReason } from "$lib/backend";
import { m } from "$lib/words";

const reasons: Record<PairReason, () => string> = {
  name_same: m.duplicates_reason_name_same,
  name_turned: m.duplicates_reason_name_turned,
  reading_same: m.duplicates_reason_reading_same,
  other_kanji: m.duplicates_reason_other_kanji,
  given_near: m.duplicates_reason_given_near,
  given_differs: m.duplicates_reason_given_differs,
  given_unknown: m.duplicates_reason_given_unknown,
  family_differs: m.duplicates_reason_family_differs,
  name_differs: m.duplicates_reason_name_differs,
  phone_same: m.duplicates_reason_phone_same,
  phone_near: m.duplicates_reason_phone_near,
  phone_differs: m.duplicates_reason_phone_differs,
  mail_same: m.duplicates_reason_mail_same,
  mail_near: m.duplicates_reason_mail_near,
  mail_differs: m.duplicates_reason_mail_differs,
  place_same: m.duplicates_reason_place_same,
  house_same: m.duplicates_reason_house_same,
  town_same: m.duplicates_reason_town_same,
  place_differs: m.duplicates_reason_place_differs,
  company_and_person: m.duplicates_reason_company_and_person,
};

export const reasonName = (reason: PairReason): string => reasons[reason]();

/** Whether a reason speaks for one person, is halfway, or speaks against. The words say it; the tone repeats it. */
export function reasonTone(reason: PairReason): "koke" | "yamabuki" | "plain" {
  if (reason.endsWith("_same") && reason !== "town_same") return "koke";
  if (reason === "name_turned") return "koke";
  if (reason.endsWith("_differs")) return "plain";
  return "yamabuki";
}

const left: Record<LaterEntity, (counted: { count: number }) => string> = {
  purchase: m.duplicates_left_purchase,
  item: m.duplicates_left_item,
  note: m.duplicates_left_note,
  touch: m.duplicates_left_touch,
  case: m.duplicates_left_case,
  voice: m.duplicates_left_voice,
  referral: m.duplicates_left_referral,
  contact: m.duplicates_left_contact,
  field: m.duplicates_left_field,
  consent: m.duplicates_left_consent,
};

/** What stays, counted by kind, in the order of first appearance. */
export function leftBehind(later: LaterWorkView[]): string[] {
  const kinds = [...new Set(later.map((work) => work.entity))];
  return kinds.map((kind) => left[kind]({ count: later.filter((work) => work.entity === kind).length }));
}
