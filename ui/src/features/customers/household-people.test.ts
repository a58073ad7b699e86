// Who lives there from now on, from what was chosen.
import { describe, expect, test } from "vitest";
import { Living } from "./household-people.svelte";

const one = (customer: number, name: string) => ({ customer, name });
const begun = () => new Living([one(1, "田中 由紀子"), one(2, "田中 一郎")], 1);

describe("who lives there", () => {
  test("nothing chosen is nothing to save", () => {
    expect(begun().asked).toBeNull();
  });

  test("several come, chosen ones leave, somebody leads", () => {
    const living = begun();
    living.add(one(3, "鈴木 和子"));
    living.add(one(4, "田中 さくら"));
    living.toggle(2);
    living.lead = 3;
    expect(living.asked).toEqual({ join: [3, 4], leave: [2], lead: 3 });
  });

  test("nobody comes twice, and whoever came by mistake goes again", () => {
    const living = begun();
    living.add(one(2, "田中 一郎"));
    living.add(one(3, "鈴木 和子"));
    living.add(one(3, "鈴木 和子"));
    expect(living.people.map((person) => person.customer)).toEqual([1, 2, 3]);
    living.toggle(3);
    expect(living.asked).toBeNull();
  });

  test("whoever leaves does not lead, and somebody stays", () => {
    const living = begun();
    living.toggle(1);
    expect(living.lead).toBe(2);
    expect(living.asked).toEqual({ join: [], leave: [1], lead: 2 });
    living.toggle(2);
    expect(living.asked).toBeNull();
  });
});
