// Which shop is open, its settings, and who of the staff is at the counter. Reloads when the shop's
// area is stale. Opening another shop (practice or real) makes everything stale.
import {
  asBackendError,
  call,
  commands,
  type AppState,
  type Area,
  type BackendError,
  type NewShop,
  type ShopView,
  type StaffView,
} from "$lib/backend";
import { shopMoney } from "$lib/format";
import { onStale, tellStale } from "./changes.svelte";
import { recall, remember } from "./preferences.svelte";
import { toasts } from "./toasts.svelte";

const everything: Area[] = ["shop", "customers", "follow_ups", "care", "insights", "imports"];

class Shop {
  app = $state.raw<AppState | null>(null);
  error = $state.raw<BackendError | null>(null);
  staff = $state.raw<StaffView[]>([]);
  #staffId = $state<number | null>(null);
  #begunDay = "";
  /** Whom the backend takes to be at the counter. */
  #toldAtCounter: number | null = null;
  /** The day is being planned. */
  planning = $state(false);

  /** Asks where the app stands, and hears of changes from now on. */
  async start(): Promise<void> {
    onStale(["shop", "imports", "customers"], () => void this.#refresh());
    await this.retry();
  }

  /** Asks again after an error. */
  async retry(): Promise<void> {
    await this.#open(call(commands.appState()));
    this.#beginSoon();
  }

  /** The open shop; `null` before there is one. */
  get open(): ShopView | null {
    return this.app?.shop ?? null;
  }

  /** The shop's today, `YYYY-MM-DD`. */
  get day(): string {
    return this.app?.day ?? "";
  }

  /** The store cannot be opened as it is, and a backup would help. */
  get canRestoreAfterError(): boolean {
    const code = this.error?.code;
    return code === "wrong_key" || code === "key_missing" || code === "store_damaged";
  }

  /** Who is at the counter; `null`: nobody said. */
  get staffId(): number | null {
    return this.#staffId;
  }

  set staffId(id: number | null) {
    this.#staffId = id;
    this.#tellAtCounter();
    remember(this.#staffKey, id === null ? null : String(id));
  }

  get staffName(): string {
    return this.staff.find((member) => member.id === this.#staffId)?.name ?? "";
  }

  /** Those who still work here. */
  get activeStaff(): StaffView[] {
    return this.staff.filter((member) => member.active);
  }

  async create(shop: NewShop): Promise<void> {
    await this.#opened(await call(commands.createShop(shop)));
  }

  async openPractice(seed = 1, households = 400): Promise<void> {
    await this.#opened(await call(commands.openPractice(seed, households)));
  }

  async leavePractice(): Promise<void> {
    await this.#opened(await call(commands.leavePractice()));
  }

  async removePractice(): Promise<void> {
    await this.#opened(await call(commands.removePractice()));
  }

  /** After a restore or anything else that changed the whole store. */
  async reopened(): Promise<void> {
    await this.#opened(await call(commands.appState()));
    this.error = null;
  }

  /**
   * Plans what became due, once a day; the lists reload by the areas that it makes stale. Also asked
   * when the window comes back, because laptops sleep over midnight.
   */
  async beginDay(): Promise<void> {
    if (!this.open || this.planning) return;
    this.planning = true;
    try {
      const app = await call(commands.appState());
      const sameDay = app.day === this.#begunDay && app.shop?.practice === this.open.practice;
      if (app.day !== this.day || this.#begunDay === "") await this.#take(app);
      if (sameDay) return;
      await call(commands.beginDay());
      this.#begunDay = app.day;
      tellStale(["follow_ups"]);
    } catch {
      // Today shows what is planned already; the next look at the window tries again.
    } finally {
      this.planning = false;
    }
  }

  /** Plans again although the day was begun: a setting changed what is due. */
  async planAgain(): Promise<void> {
    this.#begunDay = "";
    await this.beginDay();
  }

  // What is planned already comes on screen first; the day's planning follows.
  #beginSoon(): void {
    if (!this.open) return;
    this.planning = true;
    setTimeout(() => {
      this.planning = false;
      void this.beginDay();
    }, 120);
  }

  /** Says who is at the counter, so that the trail of what is done names them. */
  #tellAtCounter(): void {
    if (this.#toldAtCounter === this.#staffId) return;
    this.#toldAtCounter = this.#staffId;
    // Without it the trail names nobody; nothing else depends on it.
    void call(commands.setAtCounter(this.#staffId)).catch(() => undefined);
  }

  get #staffKey(): string {
    return this.open?.practice ? "staff.practice" : "staff";
  }

  async #open(asked: Promise<AppState>): Promise<void> {
    try {
      await this.#take(await asked);
      this.error = null;
    } catch (thrown) {
      this.error = asBackendError(thrown);
    }
  }

  async #opened(app: AppState): Promise<void> {
    this.#begunDay = "";
    // The backend forgets it with the shop that was open.
    this.#toldAtCounter = null;
    // An undo of the other shop would meet this one.
    toasts.clear();
    await this.#take(app);
    this.#beginSoon();
    tellStale(everything);
  }

  async #take(app: AppState): Promise<void> {
    this.app = app;
    const open = app.shop;
    if (!open) {
      this.staff = [];
      return;
    }
    shopMoney.code = open.currency;
    shopMoney.digits = open.currency_digits;
    this.staff = await call(commands.staff()).catch(() => []);
    const kept = Number(recall(this.#staffKey));
    this.#staffId = this.activeStaff.find((member) => member.id === kept)?.id ?? null;
    this.#tellAtCounter();
  }

  async #refresh(): Promise<void> {
    try {
      await this.#take(await call(commands.appState()));
    } catch {
      // The screen that made the change shows its own error; the old state stays until the next one.
    }
  }
}

export const shop = new Shop();
