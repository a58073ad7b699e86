// Today's list, the line that is shown, and what can be done with it. Made by the page, lives as long as
// it does; which line was shown is remembered longer.
import {
  call,
  commands,
  type CatchUpChoice,
  type Channel,
  type FollowUpDetail,
  type FollowUpView,
  type Outcome,
  type SkipReason,
  type TodayItem,
  type TodayQuery,
} from "$lib/backend";
import { formatDayShort } from "$lib/format";
import { loaded } from "$lib/state/changes.svelte";
import { Draft } from "$lib/state/draft.svelte";
import { frame } from "$lib/state/frame.svelte";
import { recall, remember } from "$lib/state/preferences.svelte";
import { shop } from "$lib/state/shop.svelte";
import { toasts } from "$lib/state/toasts.svelte";
import { locale, m } from "$lib/words";
import { untrack } from "svelte";
import { after, doneOutcome, flat, hold, shown, step } from "./list";

const pageOfList = 60;

export class Today {
  /** Only what is given to whoever is at the counter, or to nobody. */
  onlyMine = $state(false);
  channel = $state<Channel | null>(null);
  limit = $state(pageOfList);
  /** Siblings that are settled in the same contact. */
  also = $state.raw<number[]>([]);
  busy = $state(false);
  draft = $state.raw<Draft | null>(null);
  #kept = $state<number | null>(null);
  #view;
  #detail;
  // A reload of the list alone must not load the detail again.
  #selectedId: number | null = $derived(this.selected?.follow_up ?? null);

  constructor() {
    this.#kept = Number(recall(this.#key)) || null;
    this.#view = loaded(["follow_ups"], () => call(commands.today(this.query, locale.current)));
    this.#detail = loaded(["follow_ups", "customers"], () => this.#ask(this.#selectedId));
    $effect(() => {
      const view = this.#view.value;
      if (view && !this.onlyMine && this.channel === null) frame.leftToday = view.due_total;
    });
    $effect(() => {
      const detail = this.#detail.value;
      // A reload of the same line must not take away what is being typed.
      untrack(() => {
        if (!detail) this.draft = null;
        else if (this.draft?.key !== draftKey(detail.item.follow_up)) {
          this.draft = new Draft(draftKey(detail.item.follow_up), detail.draft);
          this.also = [];
        }
      });
    });
  }

  /** What the list on screen answers to. */
  get query(): TodayQuery {
    return { staff: this.onlyMine ? shop.staffId : null, channel: this.channel, limit: this.limit };
  }

  get view() {
    return this.#view;
  }

  get items(): TodayItem[] {
    return flat(this.#view.value);
  }

  get selected(): TodayItem | null {
    return shown(this.items, this.#kept);
  }

  /** The detail of the selected line; `null` while it is on its way. */
  get detail(): FollowUpDetail | null {
    const detail = this.#detail.value;
    return detail && detail.item.follow_up === this.selected?.follow_up ? detail : null;
  }

  get detailError() {
    return this.#detail.error;
  }

  retryDetail = (): void => void this.#detail.reload();

  select(id: number | null): void {
    this.#kept = id;
    remember(this.#key, id === null ? null : String(id));
  }

  move(by: 1 | -1): void {
    const next = step(this.items, this.selected?.follow_up ?? null, by);
    if (next) this.select(next.follow_up);
  }

  showMore(): void {
    this.limit += pageOfList;
  }

  showAll(): void {
    this.onlyMine = false;
    this.channel = null;
  }

  /** May be marked as done. */
  get allowed(): boolean {
    return this.detail !== null && hold(this.detail.item.gate) !== "held";
  }

  /** Done on the shown channel or on `channel`; with `outcome` for what came of it otherwise. */
  complete(outcome: Outcome | null = null, channel: Channel | null = null): Promise<void> {
    return this.#act(async (detail, note) => {
      const { item } = detail;
      const used = channel ?? item.channel;
      const result = outcome ?? doneOutcome(used);
      const stays = result === "not_reached" || result === "left_message";
      const answer = await call(
        commands.complete(item.follow_up, {
          outcome: result,
          channel,
          note,
          staff: shop.staffId,
          also: stays ? [] : this.also,
        }),
      );
      return {
        answer,
        text: stays
          ? m.today_toast_not_reached({ name: item.customer_name, day: formatDayShort(answer.due) })
          : m.today_toast_done({ name: item.customer_name }),
        gone: [item.follow_up, ...(stays ? [] : this.also)],
      };
    });
  }

  skip(why: SkipReason): Promise<void> {
    return this.#act(async ({ item }, note) => ({
      answer: await call(commands.skip(item.follow_up, why, note)),
      text: m.today_toast_skipped({ name: item.customer_name }),
      gone: [item.follow_up],
    }));
  }

  /** The note stays a draft: it belongs to the contact that is still to come. */
  postpone(to: string): Promise<void> {
    return this.#act(
      async ({ item }) => ({
        answer: await call(commands.postpone(item.follow_up, to)),
        text: m.today_toast_postponed({ name: item.customer_name, day: formatDayShort(to) }),
        gone: [item.follow_up],
      }),
      "keep the draft",
    );
  }

  async catchUp(choice: CatchUpChoice): Promise<boolean> {
    this.busy = true;
    try {
      const report = await call(commands.catchUp(choice));
      const text =
        choice === "skip"
          ? m.today_catch_up_did_skip({ count: report.skipped })
          : choice === "merge"
            ? m.today_catch_up_did_merge({ count: report.merged })
            : m.today_catch_up_did_spread({ count: report.moved, until: formatDayShort(report.until) });
      toasts.done(text, report.undo);
      await this.#view.reload();
      return true;
    } catch (thrown) {
      toasts.problem(thrown);
      return false;
    } finally {
      this.busy = false;
    }
  }

  async undo(token: number): Promise<void> {
    try {
      await call(commands.undo(token));
      toasts.takenBack(token);
      toasts.done(m.today_undo_done());
      await this.#view.reload();
    } catch (thrown) {
      toasts.problem(thrown);
    }
  }

  get #key(): string {
    return shop.open?.practice ? "today.practice" : "today";
  }

  async #ask(id: number | null): Promise<FollowUpDetail | null> {
    return id === null ? null : call(commands.followUp(id, locale.current));
  }

  async #act(
    act: (
      detail: FollowUpDetail,
      note: string,
    ) => Promise<{ answer: FollowUpView; text: string; gone: number[] }>,
    draftAfter: "clear the draft" | "keep the draft" = "clear the draft",
  ): Promise<void> {
    const detail = this.detail;
    const draft = this.draft;
    if (!detail || !draft || this.busy) return;
    this.busy = true;
    try {
      // Nothing that was typed may be lost between the last keystroke and the button.
      await draft.flush();
      const { answer, text, gone } = await act(detail, draft.text.trim());
      if (draftAfter === "clear the draft") draft.forget();
      this.select(after(this.items, gone)?.follow_up ?? null);
      toasts.done(text, answer.undo);
      await this.#view.reload();
    } catch (thrown) {
      toasts.problem(thrown);
    } finally {
      this.busy = false;
    }
  }
}

function draftKey(followUp: number): string {
  return `follow_up:${followUp}`;
}
