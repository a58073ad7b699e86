// What came of people telling each other, in sentences made of the numbers. Not here: the numbers.
import type { ReferralsView } from "$lib/backend";
import { formatMoney, formatNumber, formatPercent } from "$lib/format";
import { m } from "$lib/words";
import { enough } from "./numbers";
import { unitCount } from "./words";
import { spanOfDays } from "./worth";

const homes = (count: number): string => unitCount("household", count);

export function referralSentence(view: ReferralsView): string {
  if (view.asked === 0) return m.referrals_say_none();
  const first = m.referrals_say({
    total: homes(view.households),
    asked: homes(view.asked),
    referred: homes(view.referred),
  });
  if (view.referred === 0) return first;
  const second = m.referrals_say_amount({ amount: formatMoney(view.referred_minor) });
  return m.insights_two({ first, second });
}

/** The year that ends today; few are counted and no share is told. */
export function yearText({ year }: ReferralsView): string {
  const values = {
    total: homes(year.new),
    known: homes(year.known),
    count: formatNumber(year.referred),
  };
  if (year.known < enough || year.share === null) return m.referrals_year_few(values);
  return m.referrals_year_text({
    ...values,
    share: formatPercent(year.share),
    low: formatPercent(year.low),
    high: formatPercent(year.high),
  });
}

/** K to two places, or that there are too few to divide by. */
export function factor({ year }: ReferralsView): string | null {
  return year.base < enough || year.k === null ? null : year.k.toFixed(2);
}

export function factorText(view: ReferralsView): string {
  const { year } = view;
  const few = factor(view) === null;
  const more = few
    ? m.referrals_k_few()
    : year.multiplier !== null && year.referred > 0
      ? m.referrals_k_grows({ times: year.multiplier.toFixed(2) })
      : "";
  return m.referrals_k_text({ count: homes(year.referred), base: homes(year.base), more }).trim();
}

export function generationText(view: ReferralsView): string {
  return view.generation_days === null || view.referred < enough
    ? ""
    : m.referrals_generation({ span: spanOfDays(Math.round(view.generation_days)) });
}
