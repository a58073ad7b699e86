// The language that is read right now. Every message asks for it while it renders, so a change shows at
// once, without reload and without losing what was typed.
import type { Lang } from "$lib/backend";
import { overwriteGetLocale } from "$lib/paraglide/runtime.js";

class Locale {
  #current = $state<Lang>("ja");

  get current(): Lang {
    return this.#current;
  }

  set current(lang: Lang) {
    this.#current = lang;
    document.documentElement.lang = lang;
  }

  /** The language tag for `Intl`. British English writes the day before the month, as the shop's paper does. */
  get tag(): "ja-JP" | "en-GB" {
    return this.#current === "ja" ? "ja-JP" : "en-GB";
  }
}

export const locale = new Locale();

overwriteGetLocale(() => locale.current);

/** The language of ours that is nearest to a system's language tag. */
export function nearestLang(tag: string | null | undefined): Lang {
  return tag?.toLowerCase().startsWith("ja") ? "ja" : "en";
}
