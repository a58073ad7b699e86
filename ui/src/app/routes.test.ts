// Every screen can be reached: no address stands behind one with a parameter that fits it as well.
import { expect, it } from "vitest";
import { routes } from "./routes";

it("an address without a parameter stands before all that have one", () => {
  const paths = Object.keys(routes).filter((path) => path !== "*");
  const first = paths.findIndex((path) => path.includes(":"));
  expect(paths).toContain("/customers/duplicates");
  expect(first).toBeGreaterThan(0);
  expect(paths.slice(first).every((path) => path.includes(":"))).toBe(true);
});
