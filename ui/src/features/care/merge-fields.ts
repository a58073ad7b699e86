// What is filled in for each customer, by the names that stand between double braces in a text.
import { m } from "$lib/words";

export const mergeFields: { field: string; name: () => string }[] = [
  { field: "customer", name: m.care_merge_customer },
  { field: "item", name: m.care_merge_item },
  { field: "shop", name: m.care_merge_shop },
  { field: "staff", name: m.care_merge_staff },
  { field: "delivered_on", name: m.care_merge_delivered_on },
];

/** A text as it is read at the counter: what would be filled in is named, without braces. */
export function readable(text: string): string {
  return text.replace(/\{\{(\w+)\}\}/g, (braces, field: string) => {
    const known = mergeFields.find((one) => one.field === field);
    return known ? m.care_merge_shown({ name: known.name() }) : braces;
  });
}
