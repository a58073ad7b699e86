// The library of care: finding in it, and what is sent when a text was edited. Not here: how it looks.
import type { ContentKind, ContentText, ContentView, Family, Finish, Lang, Material } from "$lib/backend";

export interface LibraryFilter {
  text: string;
  kind: ContentKind | null;
  family: Family | null;
  material: Material | null;
  finish: Finish | null;
  /** Also what is not in use. */
  inactive: boolean;
}

export const noFilter = (): LibraryFilter => ({
  text: "",
  kind: null,
  family: null,
  material: null,
  finish: null,
  inactive: false,
});

// A content without families fits all of them.
const fits = <T>(list: readonly T[], wanted: T | null): boolean =>
  wanted === null || list.length === 0 || list.includes(wanted);

const fold = (text: string): string => text.normalize("NFKC").toLowerCase();

function texts(text: ContentText): string[] {
  return [text.title, text.body, text.suggestion, ...text.talking_points, ...text.never];
}

/** Every word of the search stands somewhere in the content, in either language. */
export function matches(content: ContentView, filter: LibraryFilter): boolean {
  if (!filter.inactive && !content.active) return false;
  if (filter.kind !== null && content.kind !== filter.kind) return false;
  if (!fits(content.families, filter.family)) return false;
  if (!fits(content.materials, filter.material)) return false;
  if (!fits(content.finishes, filter.finish)) return false;
  const words = fold(filter.text).split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const all = fold([content.code, ...texts(content.ja), ...texts(content.en)].join("\n"));
  return words.every((word) => all.includes(word));
}

/** The text in the reader's language, or in the other one where it is empty. */
export function titleOf(content: ContentView, lang: Lang): string {
  return content[lang].title || content[lang === "ja" ? "en" : "ja"].title;
}

const blankText = (): ContentText => ({ title: "", body: "", talking_points: [], never: [], suggestion: "" });

/** A content of the shop's own, or a copy of another. */
export function newContent(of: ContentView | null = null): ContentView {
  if (of) return { ...copyOf(of), id: 0, code: "", own: true, version: 0, used_in: 0, active: true };
  return {
    id: 0,
    code: "",
    kind: "care",
    families: [],
    materials: [],
    finishes: [],
    minutes: 10,
    difficulty: 1,
    source: "",
    reviewed: false,
    own: true,
    version: 0,
    active: true,
    ja: blankText(),
    en: blankText(),
    used_in: 0,
  };
}

/** A copy that can be edited without touching the list. */
export function copyOf(content: ContentView): ContentView {
  const text = (of: ContentText): ContentText => ({
    ...of,
    talking_points: [...of.talking_points],
    never: [...of.never],
  });
  return {
    ...content,
    families: [...content.families],
    materials: [...content.materials],
    finishes: [...content.finishes],
    ja: text(content.ja),
    en: text(content.en),
  };
}

/** Lines of a field, one a line, empty ones left out. */
export function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/** Both hold the same, so that there is nothing to save. */
export function sameContent(a: ContentView, b: ContentView): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Where a text comes from, in words; empty for the marks by which the library keeps its own references. */
export function sourceOf(content: Pick<ContentView, "source">): string {
  const source = content.source.trim();
  return /^[A-Z]{1,2}\d*([ ,]+[A-Z]{1,2}\d*)*$/.test(source) ? "" : source;
}
