// What is wrong with a text before it is saved or goes out. The codes are the domain's findings, and the
// delivery's where a text does not fit its way out: those come with "characters/limit".
import { formatNumber } from "$lib/format";
import { m } from "$lib/words";

const words: Record<string, (values: { detail: string }) => string> = {
  sender_missing: m.finding_sender_missing,
  address_missing: m.finding_address_missing,
  contact_missing: m.finding_contact_missing,
  opt_out_missing: m.finding_opt_out_missing,
  advertising_in_care: m.finding_advertising_in_care,
  unfilled_field: m.finding_unfilled_field,
  wrong_honorific: m.finding_wrong_honorific,
  kana_for_kanji: m.finding_kana_for_kanji,
  wrong_staff_name: m.finding_wrong_staff_name,
  empty_text: m.finding_empty_text,
  private_field: m.finding_private_field,
  harmful_advice: m.finding_harmful_advice,
};

const fits: Record<string, (values: { count: string; limit: string }) => string> = {
  long: m.finding_long,
  too_long: m.finding_too_long,
  subject_long: m.finding_subject_long,
};

/** Every code that has its sentence. */
export const findingCodes = [...Object.keys(words), ...Object.keys(fits)];

/** One sentence for a finding; a code of a newer backend gets a general one. */
export function presentFinding(code: string, detail: string): string {
  const sizes = /^(\d+)\/(\d+)$/.exec(detail);
  if (Object.hasOwn(fits, code) && sizes) {
    const [count, limit] = [Number(sizes[1]), Number(sizes[2])].map(formatNumber);
    return fits[code]!({ count: count!, limit: limit! });
  }
  return Object.hasOwn(words, code) ? words[code]!({ detail }) : m.error_finding_other();
}
