// How a customer is written to. The domain's `display_name` does the same for what is printed and said.
import { locale, m } from "$lib/words";

export interface Named {
  /** The name without an honorific. */
  name: string;
  company: boolean;
  /** Empty: the ordinary one. */
  honorific: string;
}

/** 田中 由紀子 様 · 株式会社木の家 御中 · Dr. Ann Smith. English writes only an honorific that is its own. */
export function addressed({ name, company, honorific }: Named): string {
  const own = honorific.trim();
  if (own !== "" && /^[\u0020-\u024f]+$/.test(own)) return m.name_with_title({ title: own, name });
  if (locale.current === "en") return name;
  if (own !== "") return m.name_with_honorific({ name, honorific: own });
  return company ? m.name_of_company({ name }) : m.honorific_name({ name });
}
