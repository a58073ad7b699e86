// The five numbers above the rows: what a kind of file brings is told by different ones.
import type { EntityCounts, ImportCounts, ImportKind } from "$lib/backend";

export type CountName =
  | "customers"
  | "purchases"
  | "products"
  | "deliveries"
  | "items"
  | "answers"
  | "updated"
  | "unchanged"
  | "doubtful"
  | "rejected";

/** All that a set of counts holds. */
export function sum(counts: EntityCounts): number {
  return Object.values(counts).reduce((all, one) => all + one, 0);
}

/** The two numbers of a kind that come before what is known, doubtful and unreadable. */
export function shownCounts(kind: ImportKind, counts: ImportCounts): { name: CountName; count: number }[] {
  const first: Record<ImportKind, [CountName, CountName]> = {
    customers: ["customers", "updated"],
    purchases: ["customers", "purchases"],
    products: ["products", "updated"],
    deliveries: ["deliveries", "items"],
    optouts: ["updated", "customers"],
    surveys: ["answers", "customers"],
  };
  const value = (name: CountName): number => {
    switch (name) {
      case "customers":
        return counts.inserted.customers;
      case "purchases":
        return counts.inserted.purchases;
      case "products":
        return counts.inserted.products;
      case "deliveries":
        return counts.inserted.deliveries + counts.updated.deliveries;
      case "answers":
        return counts.inserted.answers;
      case "items":
        return counts.inserted.items + counts.updated.items;
      case "updated":
        return counts.updated.customers + counts.updated.products;
      case "unchanged":
        return counts.skipped;
      case "doubtful":
        return counts.doubtful;
      case "rejected":
        return counts.rejected;
    }
  };
  return [...first[kind], "unchanged" as const, "doubtful" as const, "rejected" as const].map((name) => ({
    name,
    count: value(name),
  }));
}

/** A commit would change nothing at all. */
export function changesNothing(counts: ImportCounts): boolean {
  return sum(counts.inserted) + sum(counts.updated) === 0;
}
