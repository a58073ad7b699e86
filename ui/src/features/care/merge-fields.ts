// What is filled in for each customer, by the names that stand between double braces in a text.
import { m } from "$lib/words";

export const mergeFields: { field: string; name: () => string }[] = [
  { field: "customer", name: m.care_merge_customer },
  { field: "item", name: m.care_merge_item },
  { field: "shop", name: m.care_merge_shop },
  { field: "staff", name: m.care_merge_staff },
  { field: "delivered_on", name: m.care_merge_delivered_on },
];
