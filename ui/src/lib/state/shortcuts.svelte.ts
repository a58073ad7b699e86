// Which keys do what on the screen that is shown, for the help that `?` opens, and the small questions
// that every key handler has to ask. Not here: the handlers, which stand with what they do.
import { onMount } from "svelte";

export interface ShortcutGroup {
  title: () => string;
  keys: { keys: string[]; label: () => string }[];
}

class Shortcuts {
  groups = $state.raw<ShortcutGroup[]>([]);
}

export const shortcuts = new Shortcuts();

/** Shows the keys of a screen in the help as long as the screen is there. */
export function listShortcuts(group: ShortcutGroup): void {
  onMount(() => {
    shortcuts.groups = [...shortcuts.groups, group];
    return () => {
      shortcuts.groups = shortcuts.groups.filter((other) => other !== group);
    };
  });
}

/** The key belongs to a field, a menu or an open dialog, or to the middle of a kana conversion. */
export function isForField(event: KeyboardEvent): boolean {
  if (event.isComposing || event.defaultPrevented) return true;
  const at = event.target;
  if (at instanceof Element) {
    if (at.closest("input, textarea, select, [contenteditable=true], [role=combobox]")) return true;
    if (at.closest("[role=dialog], [role=alertdialog], [role=menu], [role=listbox]")) return true;
  }
  return isDialogOpen();
}

/** A button or link has the focus: Enter and Space belong to it. */
export function isForButton(event: KeyboardEvent): boolean {
  return event.target instanceof Element && event.target.closest("button, a[href], summary") !== null;
}

/** Some dialog lies over the screen. */
export function isDialogOpen(): boolean {
  return (
    document.querySelector("[role=dialog][data-state=open], [role=alertdialog][data-state=open]") !== null
  );
}

/** Ctrl, or Command on a Mac. */
export function isCommand(event: KeyboardEvent): boolean {
  return isMac() ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
}

export function isMac(): boolean {
  return /Mac/.test(navigator.userAgent);
}

/** Name of the command key as it stands on the keyboard. */
export function commandKey(): string {
  return isMac() ? "⌘" : "Ctrl";
}
