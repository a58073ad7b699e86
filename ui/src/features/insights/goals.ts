// What goals and their numbers say: names, sentences made of the numbers, and what may be done next.
import type {
  CountedView,
  GoalKind,
  GoalMonth,
  GoalNumber,
  GoalView,
  Metric,
  MetricUnit,
  NamesQuery,
} from "$lib/backend";
import { formatMoney, formatMonth, formatNumber, formatPercent, shopMoney } from "$lib/format";
import { locale, m } from "$lib/words";
import { points } from "./voices";
import { unitCount } from "./words";

export const kindNames: Record<GoalKind, () => string> = {
  customer: m.goals_kind_customer,
  touch: m.goals_kind_touch,
  means: m.goals_kind_means,
  own: m.goals_kind_own,
};

export const kindHints: Record<GoalKind, () => string> = {
  customer: m.goals_hint_customer,
  touch: m.goals_hint_touch,
  means: m.goals_hint_means,
  own: m.goals_hint_own,
};

/** What is added to a goal, and how it is called. */
export const adding: Record<GoalKind, () => string> = {
  customer: m.goals_add_customer,
  touch: m.goals_add_touch,
  means: m.goals_add_means,
  own: m.goals_add_own,
};

/** What may hang on a goal, in the order in which it is set. */
export const below: Record<GoalKind, readonly GoalKind[]> = {
  customer: ["touch", "own"],
  touch: ["means", "own"],
  means: ["own"],
  own: [],
};

/** Name, what it counts, and how it is read; what came of it for customers stands first. */
export const metrics: Record<
  Metric,
  { name: () => string; what: () => string; unit: MetricUnit; success: boolean }
> = {
  satisfied: { name: m.goals_metric_satisfied, what: m.goals_what_satisfied, unit: "share", success: true },
  back_in_year: {
    name: m.goals_metric_back_in_year,
    what: m.goals_what_back_in_year,
    unit: "share",
    success: true,
  },
  returning: { name: m.goals_metric_returning, what: m.goals_what_returning, unit: "share", success: true },
  brought: { name: m.goals_metric_brought, what: m.goals_what_brought, unit: "share", success: true },
  recommend: { name: m.goals_metric_recommend, what: m.goals_what_recommend, unit: "points", success: true },
  own_goals: { name: m.goals_metric_own_goals, what: m.goals_what_own_goals, unit: "share", success: true },
  easy: { name: m.goals_metric_easy, what: m.goals_what_easy, unit: "share", success: true },
  cases_solved: {
    name: m.goals_metric_cases_solved,
    what: m.goals_what_cases_solved,
    unit: "share",
    success: true,
  },
  reached_early: {
    name: m.goals_metric_reached_early,
    what: m.goals_what_reached_early,
    unit: "share",
    success: false,
  },
  care_kept: { name: m.goals_metric_care_kept, what: m.goals_what_care_kept, unit: "share", success: false },
  answered: { name: m.goals_metric_answered, what: m.goals_what_answered, unit: "share", success: false },
  reachable: { name: m.goals_metric_reachable, what: m.goals_what_reachable, unit: "share", success: false },
  sales: { name: m.goals_metric_sales, what: m.goals_what_sales, unit: "money", success: false },
};

/** Numbers that are no goal yet. */
export function freeMetrics(goals: readonly GoalView[]): Metric[] {
  const taken = new Set(goals.map((goal) => goal.says.metric));
  return (Object.keys(metrics) as Metric[]).filter((metric) => !taken.has(metric));
}

/** 78% · +31 · ¥250,000 */
export function rate(unit: MetricUnit, value: number): string {
  if (unit === "share") return formatPercent(value, 0);
  return unit === "points" ? points(value) : formatMoney(value);
}

/** 40のうち31(78%): never a bare rate, and no rate of too few. */
export function counted(unit: MetricUnit, of: CountedView): string {
  if (of.denominator === 0 && of.numerator === 0) return m.goals_nothing();
  const values = { count: formatNumber(of.numerator), of: formatNumber(of.denominator) };
  if (unit === "money")
    return m.goals_money_of({
      amount: formatMoney(of.numerator),
      homes: unitCount("household", of.denominator),
    });
  if (unit === "points") {
    const signed = { ...values, count: points(of.numerator) };
    return of.value === null
      ? m.goals_points_of(signed)
      : m.goals_points_of_rate({ ...signed, rate: points(of.value) });
  }
  return of.value === null
    ? m.goals_fraction(values)
    : m.goals_fraction_rate({ ...values, rate: rate(unit, of.value) });
}

/** A target of the form as people read it. */
export function targetText(unit: MetricUnit, target: number, atLeast: boolean): string {
  const value = rate(unit, unit === "share" ? target / 1000 : target);
  return atLeast ? m.goals_target_at_least({ value }) : m.goals_target_at_most({ value });
}

/** What the last months say, in sentences. */
export function numberSentences(number: GoalNumber): string[] {
  const { unit, last, verdict, year } = number;
  const said: string[] = [];
  if (last === null) said.push(m.goals_closed_none());
  else said.push(m.goals_say_last({ month: formatMonth(last.month), value: counted(unit, last.counted) }));
  const tooFew = last !== null && last.counted.value === null && unit !== "money" && year.denominator > 0;
  if (tooFew) {
    if (year.value !== null) said.push(m.goals_say_year({ value: counted(unit, year) }));
    else {
      const least = formatNumber(number.least);
      said.push(unit === "points" ? m.goals_say_too_few_people({ least }) : m.goals_say_too_few({ least }));
    }
  }
  if (verdict?.reached === true)
    said.push(verdict.by_chance ? m.goals_say_reached_chance() : m.goals_say_reached());
  if (verdict?.reached === false)
    said.push(verdict.by_chance ? m.goals_say_missed_chance() : m.goals_say_missed());
  const now = number.months.findLast((month) => !month.closed);
  if (now && now.counted.denominator > 0)
    said.push(m.goals_say_now({ month: formatMonth(now.month), value: counted(unit, now.counted) }));
  return said;
}

/** One after the other; Japanese stands without spaces. */
export const joined = (sentences: readonly string[]): string =>
  sentences.join(locale.current === "ja" ? "" : " ");

/** Closed months that say something else when they are counted again, the newest first. */
export function corrections(number: GoalNumber): string[] {
  return number.months
    .filter((month): month is GoalMonth & { again: CountedView } => month.again !== null)
    .map((month) =>
      m.goals_say_again({
        month: formatMonth(month.month),
        was: counted(number.unit, month.counted),
        now: counted(number.unit, month.again),
      }),
    )
    .reverse();
}

/** Where one goes on from a number: a screen, or names. */
export interface Next {
  label: string;
  href?: string;
  names?: NamesQuery;
}

const allVoices = { occasion: null, from: null, until: null };

/** A list of what to do next, for each number. */
export function nextOf(metric: Metric): Next {
  switch (metric) {
    case "care_kept":
    case "reached_early":
      return { label: m.goals_next_today(), href: "#/today" };
    case "brought":
      return {
        label: m.goals_next_thanks(),
        names: {
          code: "tellers",
          query: { anchor: "order", unit: "household", until: null, merge_days: null },
          owed: true,
        },
      };
    case "recommend":
      return {
        label: m.goals_next_detractors(),
        names: { code: "voices", query: allVoices, side: "detractors" },
      };
    case "satisfied":
      return {
        label: m.goals_next_dissatisfied(),
        names: { code: "voices", query: allVoices, side: "dissatisfied" },
      };
    case "own_goals":
      return {
        label: m.goals_next_goal_missed(),
        names: { code: "voices", query: allVoices, side: "goal_missed" },
      };
    case "easy":
      return { label: m.goals_next_hard(), names: { code: "voices", query: allVoices, side: "hard" } };
    case "answered":
      return { label: m.goals_next_silent(), names: { code: "voices", query: allVoices, side: "silent" } };
    case "reachable":
      return { label: m.goals_next_unreachable(), names: { code: "standing", standing: "unreachable" } };
    default:
      return { label: m.goals_next_needs(), names: { code: "standing", standing: null } };
  }
}

const factorOf = (unit: MetricUnit): number =>
  unit === "share" ? 10 : unit === "money" ? 10 ** shopMoney.digits : 1;

/** What is typed as a target: per cent, points or whole money; `null`: nothing, `undefined`: no number that may stand. */
export function readTarget(unit: MetricUnit, typed: string): number | null | undefined {
  const text = typed.trim().normalize("NFKC").replaceAll(/[,%¥]/g, "");
  if (text === "") return null;
  const value = Number(text);
  if (!Number.isFinite(value)) return undefined;
  const kept = Math.round(value * factorOf(unit));
  const [low, high] = unit === "share" ? [0, 1000] : unit === "points" ? [-100, 100] : [0, 1e15];
  return kept >= low! && kept <= high! ? kept : undefined;
}

/** A target as it is typed. */
export function typedTarget(unit: MetricUnit, target: number | null): string {
  if (target === null) return "";
  return String(target / factorOf(unit));
}
