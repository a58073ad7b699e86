// Counts of a batch in words.
import type { EntityCounts } from "$lib/backend";
import { formatNumber } from "$lib/format";
import { m } from "$lib/words";

/** お客様 12 ・ 購入 40: what is not zero, or "nothing". */
export function entityCountsText(counts: EntityCounts): string {
  const parts: [number, string][] = [
    [counts.customers, m.import_what_customers()],
    [counts.households, m.import_what_households()],
    [counts.purchases, m.import_what_purchases()],
    [counts.lines, m.import_what_lines()],
    [counts.items, m.import_what_items()],
    [counts.products, m.import_what_products()],
    [counts.deliveries, m.import_what_deliveries()],
    [counts.answers, m.import_what_answers()],
  ];
  const named = parts
    .filter(([count]) => count > 0)
    .map(([count, what]) => m.import_what({ what, count: formatNumber(count) }));
  return named.length === 0 ? m.import_what_nothing() : named.join(m.import_between());
}
