// Believable answers for screens' tests. Names are invented.
import type { AppState, FollowUpDetail, ShopView, TodayItem, TodayView } from "$lib/backend";

export const openShop: ShopView = {
  practice: false,
  name: "あかり木工",
  currency: "JPY",
  currency_digits: 0,
  zone: "Asia/Tokyo",
  closed_weekdays: [3],
  phone_from: 600,
  phone_until: 1140,
  daily_minutes: 30,
  care_gap_days: 28,
  offers_per_year: 3,
  same_content_days: 20,
  merge_days: 3,
  delivery_lead_days: 14,
  sender_name: "",
  sender_address: "",
  sender_contact: "",
  opt_out_line: "",
  plan_from: "2026-11-01",
  counts: { households: 2, customers: 3, purchases: 4, items: 5, without_delivery: 0 },
};

export function appState(change: Partial<AppState> = {}): AppState {
  return {
    day: "2026-11-22",
    shop: openShop,
    practice_exists: false,
    real_exists: true,
    key_in_file: false,
    last_backup_at: null,
    clock_went_back: false,
    version: "0.1.0",
    ...change,
  };
}

export function todayItem(follow_up: number, change: Partial<TodayItem> = {}): TodayItem {
  return {
    follow_up,
    household: follow_up,
    customer: follow_up,
    item: follow_up,
    content: 1,
    customer_name: "田中 由紀子 様",
    customer_kana: "たなか ゆきこ",
    item_name: "オーク無垢ダイニングテーブル",
    title: "がたつきの確認とオイルの塗り方",
    kind: "care",
    channel: "phone",
    touch: "high",
    due: "2026-11-21",
    minutes: 8,
    attempts: 0,
    reason: {
      code: "days_after_delivery",
      days: 30,
      delivered_on: "2026-10-22",
      plan: "無垢材テーブル",
      overdue_since: "2026-11-21",
    },
    gate: { allowed: true, refusals: [], passed: [{ code: "no_open_case", values: [] }] },
    within_minutes: true,
    ...change,
  };
}

export function todayView(items: TodayItem[], change: Partial<TodayView> = {}): TodayView {
  return {
    day: "2026-11-22",
    groups: (["high", "low", "tech"] as const)
      .map((touch) => ({ touch, items: items.filter((item) => item.touch === touch) }))
      .filter((group) => group.items.length > 0),
    due_total: items.length,
    minutes: items.reduce((sum, item) => sum + item.minutes, 0),
    daily_minutes: 30,
    done: [],
    catch_up: null,
    ...change,
  };
}

export function followUpDetail(item: TodayItem, change: Partial<FollowUpDetail> = {}): FollowUpDetail {
  return {
    item,
    state: "planned",
    purchase_count: 3,
    customer_since: "2024-07-13",
    phase: "onboarding",
    contact: "090-0000-3356",
    other_contacts: [],
    talking_points: ["がたつきや反りは出ていませんか。"],
    message: "",
    never: [],
    suggestion: "",
    item_state: "in_use",
    draft: "",
    recent: [],
    siblings: [],
    ...change,
  };
}
