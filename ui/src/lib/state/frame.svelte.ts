// What lies over every screen: finder, quick memo, key map, about. Any screen may open them.
export type Overlay = "finder" | "memo" | "keys" | "about";

class FrameState {
  overlay = $state<Overlay | null>(null);
  /** Everything is covered; only the time shows. */
  shaded = $state(false);
  /** The customer whom the quick memo is about from the start, named as one writes to them; `null`: to be chosen. */
  memoFor = $state.raw<{ id: number; name: string } | null>(null);
  /** A file that was dropped on the window and waits for the import screen. */
  droppedFile = $state<string | null>(null);
  /** Follow-ups that are left today; shown beside the screen's name. */
  leftToday = $state<number | null>(null);

  toggle(overlay: Overlay): void {
    this.overlay = this.overlay === overlay ? null : overlay;
  }

  /** Opens the quick memo, about a customer if one is shown. */
  openMemo(customer: { id: number; name: string } | null = null): void {
    this.memoFor = customer;
    this.overlay = "memo";
  }

  /** Hands out the dropped file once. */
  takeDroppedFile(): string | null {
    const file = this.droppedFile;
    this.droppedFile = null;
    return file;
  }
}

export const frame = new FrameState();
