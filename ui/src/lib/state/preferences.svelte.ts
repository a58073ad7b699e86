// What this laptop remembers about how it is used: language, theme, who is at the counter, where one
// was. No personal data of customers: only ids and words of ours.
import type { Lang } from "$lib/backend";
import { locale, nearestLang } from "$lib/words";

export type Theme = "system" | "light" | "dark";

const prefix = "aichaku.";

function read(key: string): string | null {
  try {
    return localStorage.getItem(prefix + key);
  } catch {
    return null;
  }
}

/** Remembers a small value under a name; `null` forgets it. */
export function remember(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(prefix + key);
    else localStorage.setItem(prefix + key, value);
  } catch {
    // Without storage the app works all the same and forgets.
  }
}

/** What {@link remember} kept; `null` when nothing was. */
export const recall = read;

class Preferences {
  #theme = $state<Theme>("system");
  #systemDark = $state(false);
  #chosenLang = $state<Lang | null>(null);

  /** Takes up what was chosen before, and the system's ways for the rest. */
  start(systemLanguage: string | null | undefined): void {
    const theme = read("theme");
    if (theme === "light" || theme === "dark") this.#theme = theme;
    const lang = read("lang");
    this.#chosenLang = lang === "ja" || lang === "en" ? lang : null;
    locale.current = this.#chosenLang ?? nearestLang(systemLanguage ?? navigator.language);
    const query = window.matchMedia?.("(prefers-color-scheme: dark)");
    this.#systemDark = query?.matches ?? false;
    query?.addEventListener("change", (event) => {
      this.#systemDark = event.matches;
      this.#paint();
    });
    this.#paint();
  }

  get theme(): Theme {
    return this.#theme;
  }

  set theme(theme: Theme) {
    this.#theme = theme;
    remember("theme", theme === "system" ? null : theme);
    this.#paint();
  }

  /** Dark colours are on screen now; charts ask for it. */
  get dark(): boolean {
    return this.#theme === "dark" || (this.#theme === "system" && this.#systemDark);
  }

  get lang(): Lang {
    return locale.current;
  }

  set lang(lang: Lang) {
    this.#chosenLang = lang;
    remember("lang", lang);
    locale.current = lang;
  }

  #paint(): void {
    document.documentElement.dataset.theme = this.dark ? "dark" : "light";
  }
}

export const preferences = new Preferences();
