// What is typed into the form of a person arrives as it was meant.
import { expect, test } from "vitest";
import { blankPerson, editable, householdText, postalCode, sent, toggled } from "./person";

test("a typed name is split at the first space, narrow or wide", () => {
  expect(blankPerson("田中 由紀子").given_name).toBe("由紀子");
  expect(blankPerson("田中　由紀子").family_name).toBe("田中");
  expect(blankPerson("株式会社木の家")).toMatchObject({ family_name: "株式会社木の家", given_name: "" });
});

test("empty contact lines are not sent", () => {
  const form = blankPerson("田中");
  form.contacts = [
    { kind: "mobile", value: " 090-1234-3356 " },
    { kind: "email", value: "  " },
  ];
  expect(sent(form).contacts).toEqual([{ kind: "mobile", value: "090-1234-3356" }]);
});

test("editing a copy leaves the record alone", () => {
  const kept = blankPerson("田中");
  const copy = editable(kept);
  copy.address.city = "高山市";
  copy.refused_channels.push("phone");
  expect(kept.address.city).toBe("");
  expect(kept.refused_channels).toEqual([]);
});

test("a value goes in and out of a list", () => {
  expect(toggled(["phone"], "email")).toEqual(["phone", "email"]);
  expect(toggled(["phone", "email"], "phone")).toEqual(["email"]);
});

test("a company by itself is no family", () => {
  expect(householdText({ name: "", people: 1 }, true)).toBe("");
  expect(householdText({ name: "", people: 1 }, false)).toContain("1名");
});

test("a postal code is written with its hyphen", () => {
  expect(postalCode("3900833")).toBe("390-0833");
  expect(postalCode("SW1A 1AA")).toBe("SW1A 1AA");
});
