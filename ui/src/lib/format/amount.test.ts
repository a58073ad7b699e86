// A typed amount is the amount that was meant, or none.
import { expect, test } from "vitest";
import { amountText, parseAmount } from "./amount";

test.each([
  ["298000", 0, 298000],
  ["298,000", 0, 298000],
  ["¥298,000", 0, 298000],
  ["￥２９８，０００円", 0, 298000],
  ["12.5", 2, 1250],
  ["12", 2, 1200],
])("%s with %i digits", (text, digits, minor) => {
  expect(parseAmount(text, digits)).toBe(minor);
});

test.each([
  ["", 0],
  ["-5", 0],
  ["12.5", 0],
  ["12.345", 2],
  ["十万", 0],
  ["99999999999999999999", 0],
])("%s with %i digits is no amount", (text, digits) => {
  expect(parseAmount(text, digits)).toBeNull();
});

test("an amount comes back as it was", () => {
  expect(amountText(298000, 0)).toBe("298000");
  expect(amountText(1250, 2)).toBe("12.50");
});
