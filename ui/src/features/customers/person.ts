// The form of a person: a new one from what was typed, and what is sent of it.
import type { Channel, CustomerForm, HouseholdView } from "$lib/backend";
import { m } from "$lib/words";

/** A blank form; a name that was typed is split at its first space. */
export function blankPerson(name: string): CustomerForm {
  const [family = "", ...rest] = name.trim().split(/[\s\u3000]+/);
  return {
    company: false,
    family_name: family,
    given_name: rest.join(" "),
    family_kana: "",
    given_kana: "",
    honorific: "",
    contacts: [{ kind: "mobile", value: "" }],
    address: { postal_code: "", prefecture: "", city: "", street: "", building: "" },
    state: "active",
    state_since: null,
    suppressed: false,
    service_only: false,
    preferred_channel: null,
    refused_channels: [],
  };
}

/** A copy of a form that can be edited, with one line for a contact at least. */
export function editable(form: CustomerForm): CustomerForm {
  const contacts = form.contacts.map((line) => ({ ...line }));
  return {
    ...form,
    contacts: contacts.length > 0 ? contacts : [{ kind: "mobile", value: "" }],
    address: { ...form.address },
    refused_channels: [...form.refused_channels],
  };
}

/** What is sent: trimmed, without empty contacts. */
export function sent(form: CustomerForm): CustomerForm {
  const trim = (text: string): string => text.trim();
  return {
    ...form,
    family_name: trim(form.family_name),
    given_name: trim(form.given_name),
    family_kana: trim(form.family_kana),
    given_kana: trim(form.given_kana),
    honorific: trim(form.honorific),
    contacts: form.contacts
      .map((line) => ({ kind: line.kind, value: trim(line.value) }))
      .filter((line) => line.value !== ""),
    address: {
      postal_code: trim(form.address.postal_code),
      prefecture: trim(form.address.prefecture),
      city: trim(form.address.city),
      street: trim(form.address.street),
      building: trim(form.address.building),
    },
  };
}

/** A list with a value put in or taken out. */
export function toggled<T>(list: readonly T[], value: T): T[] {
  return list.includes(value) ? list.filter((one) => one !== value) : [...list, value];
}

/** The ways that a person can refuse for good. A leaflet is handed over, never sent. */
export const refusable: Channel[] = ["phone", "letter", "postcard", "email", "line", "sms", "visit"];

/** 田中家(3名); only the number where the household has no name, and nothing for a company by itself. */
export function householdText(household: Pick<HouseholdView, "name" | "people">, company: boolean): string {
  if (company && household.people <= 1) return household.name;
  const people = m.count_people({ count: household.people });
  return household.name === ""
    ? m.customers_household_people({ people })
    : m.customers_household_of({ name: household.name, people });
}

/** 390-0833: a Japanese postal code as people write it; any other as it stands. */
export function postalCode(code: string): string {
  return /^\d{7}$/.test(code) ? `${code.slice(0, 3)}-${code.slice(3)}` : code;
}
