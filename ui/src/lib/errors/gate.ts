// The gate's answer in sentences: why not, or what was looked at and is well. Codes and values come from
// the domain's gate; each value keeps its field's name there.
import type { GatePass, GateRefusal, Value } from "$lib/backend";
import { formatDate } from "$lib/format";
import { m } from "$lib/words";
import { channelName, finishName, itemStateName, materialName, purposeName } from "$lib/words/lists";
import { presentFinding } from "./findings";

type Values = Readonly<Record<string, string>>;

function byName(values: readonly Value[]): Values {
  return Object.fromEntries(values.map((value) => [value.name, value.text]));
}

const day = (values: Values, ...names: string[]): string => {
  for (const name of names) if (values[name]) return formatDate(values[name]);
  return "";
};
const count = (values: Values, name: string): string => values[name] ?? "";
const channel = (values: Values, name = "channel"): string =>
  channelName((values[name] ?? "") as Parameters<typeof channelName>[0]);
const purpose = (values: Values): string =>
  purposeName((values.purpose ?? "") as Parameters<typeof purposeName>[0]);
const finish = (values: Values): string =>
  finishName((values.finish ?? "") as Parameters<typeof finishName>[0]);
const material = (values: Values): string =>
  materialName((values.material ?? "") as Parameters<typeof materialName>[0]);

const clock = (time: string | undefined): string => time?.replace(/^0(?=\d:)/, "") ?? "";

function hours(values: Values): string {
  return m.range({ from: clock(values.from), until: clock(values.until) });
}

const refusals: Record<string, (values: Values) => string> = {
  item_not_in_use: (v) =>
    m.refusal_item_not_in_use({
      state: itemStateName((v.state ?? "") as Parameters<typeof itemStateName>[0]),
    }),
  not_delivered: (v) => {
    const on = day(v, "delivered_on", "planned_on", "delivery", "day");
    return on ? m.refusal_not_delivered_on({ day: on }) : m.refusal_not_delivered();
  },
  open_case: (v) => m.refusal_open_case({ day: day(v, "opened_on") }),
  case_rest: (v) => m.refusal_case_rest({ closed: day(v, "closed_on"), from: day(v, "allowed_from") }),
  same_content: (v) => {
    const values = { last: day(v, "last_on"), from: day(v, "allowed_from") };
    return v.heard_by === "household"
      ? m.refusal_same_content_household(values)
      : m.refusal_same_content_person(values);
  },
  claimed_elsewhere: m.refusal_claimed_elsewhere,
  person_state: (v) => {
    if (v.state === "erased") return m.refusal_person_erased();
    return v.state === "moved_away" ? m.refusal_person_moved_away() : m.refusal_person_deceased();
  },
  suppressed: m.refusal_suppressed,
  mall_limited: m.refusal_mall_limited,
  service_only: m.refusal_service_only,
  channel_stopped: (v) => m.refusal_channel_stopped({ channel: channel(v) }),
  consent_denied: (v) =>
    m.refusal_consent_denied({ channel: channel(v), purpose: purpose(v), day: day(v, "since") }),
  consent_missing: (v) => m.refusal_consent_missing({ channel: channel(v), purpose: purpose(v) }),
  no_contact_point: (v) => m.refusal_no_contact_point({ channel: channel(v) }),
  contact_point_dead: (v) => m.refusal_contact_point_dead({ channel: channel(v) }),
  recipient_changed: m.refusal_recipient_changed,
  preview_stale: m.refusal_preview_stale,
  message: (v) => presentFinding(v.finding ?? v.kind ?? "", v.detail ?? ""),
  care_too_soon: (v) =>
    m.refusal_care_too_soon({
      last: day(v, "last_on"),
      days: count(v, "days"),
      from: day(v, "allowed_from"),
    }),
  offer_limit: (v) =>
    m.refusal_offer_limit({
      sent: count(v, "sent"),
      limit: count(v, "limit"),
      from: day(v, "allowed_from"),
    }),
  quiet_hours: (v) => m.refusal_quiet_hours({ channel: channel(v), hours: hours(v) }),
  closed_day: (v) => m.refusal_closed_day({ day: day(v, "next_open") }),
  in_mourning: (v) => m.refusal_in_mourning({ year: count(v, "year") }),
  clock_wrong: (v) => m.refusal_clock_wrong({ day: day(v, "last_used_on") }),
  catch_up_first: (v) => m.refusal_catch_up_first({ day: day(v, "last_used_on") }),
  grace_over: (v) => m.refusal_grace_over({ day: day(v, "last_day") }),
  secret_item: m.refusal_secret_item,
  needs_review: (v) =>
    v.change === "moved"
      ? m.refusal_needs_review_moved({ day: day(v, "on") })
      : m.refusal_needs_review_family({ day: day(v, "on") }),
  finish_unknown: m.refusal_finish_unknown,
  finish_mismatch: (v) => m.refusal_finish_mismatch({ finish: finish(v) }),
  material_unknown: m.refusal_material_unknown,
  material_mismatch: (v) => m.refusal_material_mismatch({ material: material(v) }),
  safety_not_reviewed: m.refusal_safety_not_reviewed,
  other_way_wished: (v) => m.refusal_other_way_wished({ channel: channel(v, "wished") }),
};

const passes: Record<string, (values: Values) => string> = {
  in_use: (v) => m.passed_in_use({ day: day(v, "delivered_on") }),
  no_open_case: m.passed_no_open_case,
  content_fresh: (v) =>
    v.last_on ? m.passed_content_fresh_since({ day: day(v, "last_on") }) : m.passed_content_fresh(),
  consent: (v) => m.passed_consent({ channel: channel(v), day: day(v, "since") }),
  not_refused: (v) => m.passed_not_refused({ channel: channel(v) }),
  reachable: (v) => m.passed_reachable({ channel: channel(v) }),
  preview_current: m.passed_preview_current,
  text_clean: m.passed_text_clean,
  last_care: (v) => (v.days ? m.passed_last_care({ days: v.days }) : m.passed_last_care_none()),
  no_care_yet: m.passed_last_care_none,
  offers_left: (v) => m.passed_offers_left({ left: count(v, "left") }),
  within_hours: (v) => m.passed_within_hours({ hours: hours(v) }),
  advice_fits: (v) =>
    !v.finish || v.finish === "unknown" || v.finish === "not_applicable"
      ? m.passed_advice_fits_all()
      : m.passed_advice_fits({ finish: finish(v) }),
  safety_goes_first: m.passed_safety_goes_first,
  wish_kept: (v) => m.passed_wish_kept({ channel: channel(v) }),
};

/** Every refusal that has its sentence. */
export const refusalCodes = Object.keys(refusals);
/** Every passed check that has its words. */
export const passCodes = Object.keys(passes);

/** One sentence for a refusal, by code and values. */
export function presentRefusalCode(code: string, values: Values): string {
  return Object.hasOwn(refusals, code) ? refusals[code]!(values) : m.refusal_other({ code });
}

/** One sentence for a refusal. */
export function presentRefusal(refusal: GateRefusal): string {
  return presentRefusalCode(refusal.code, byName(refusal.values));
}

/** A few words for a check that is well; `null` for one that this version does not know. */
export function presentPass(pass: GatePass): string | null {
  return Object.hasOwn(passes, pass.code) ? passes[pass.code]!(byName(pass.values)) : null;
}
