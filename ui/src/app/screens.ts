// The screens of the menu, in their order, with the keys that open them.
import { m } from "$lib/words";

export interface Screen {
  path: string;
  name: () => string;
  /** After `g`. */
  letter: string;
}

export const screens: Screen[] = [
  { path: "/today", name: m.nav_today, letter: "t" },
  { path: "/customers", name: m.nav_customers, letter: "c" },
  { path: "/care", name: m.nav_care, letter: "o" },
  { path: "/plans", name: m.nav_plans, letter: "p" },
  { path: "/insights", name: m.nav_insights, letter: "i" },
  { path: "/import", name: m.nav_import, letter: "m" },
  { path: "/settings", name: m.nav_settings, letter: "s" },
];
