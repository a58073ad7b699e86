// Addresses of screens (`#/customers/12`) and going there. Links are plain `<a href="#/today">`.
import { push, replace, router } from "svelte-spa-router";

/** A feature's screens by path; `:name` parts arrive as the component's `params`. */
// Each screen has its own `params`, so their types differ.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type FeatureRoutes = Record<string, () => Promise<{ default: any }>>;

/** Opens a screen. */
export function go(path: string): void {
  void push(path);
}

/** Puts another address in place of this one, without a step in the history. */
export function goInstead(path: string): void {
  void replace(path);
}

/** The path that is open now, without its query. Reactive. */
export function currentPath(): string {
  return router.location;
}

/** A value of the address's query (`#/customers?new=1`). Reactive. */
export function queryValue(name: string): string | null {
  return new URLSearchParams(router.querystring ?? "").get(name);
}
