// The closed lists of address lists in words; each is total.
import type { AddressLayout, LeftOutWhy, Mailing } from "$lib/backend";
import { m } from "$lib/words";

const mailingNames: Record<Mailing, () => string> = {
  new_year: m.addresses_mailing_new_year,
  care: m.addresses_mailing_care,
  offer: m.addresses_mailing_offer,
};

const layoutNames: Record<AddressLayout, () => string> = {
  generic: m.addresses_layout_generic,
  fudemame: m.addresses_layout_fudemame,
  atena: m.addresses_layout_atena,
  labels: m.addresses_layout_labels,
};

const leftOutNames: Record<LeftOutWhy, () => string> = {
  deceased: m.addresses_left_deceased,
  moved_away: m.addresses_left_moved_away,
  opted_out: m.addresses_left_opted_out,
  no_consent: m.addresses_left_no_consent,
  limited: m.addresses_left_limited,
  mourning: m.addresses_left_mourning,
  case: m.addresses_left_case,
  review: m.addresses_left_review,
  no_address: m.addresses_left_no_address,
  returned: m.addresses_left_returned,
  no_name: m.addresses_left_no_name,
  other: m.addresses_left_other,
};

const options = <T extends string>(names: Record<T, () => string>): { value: T; label: string }[] =>
  (Object.keys(names) as T[]).map((value) => ({ value, label: names[value]() }));

export const mailingOptions = () => options(mailingNames);
export const layoutOptions = () => options(layoutNames);
export const leftOutName = (why: LeftOutWhy): string => leftOutNames[why]();
