// What the tests' page lacks beside a window.
import { beforeEach } from "vitest";

if (!window.matchMedia) {
  window.matchMedia = () =>
    ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }) as never;
}

beforeEach(() => localStorage.clear());
