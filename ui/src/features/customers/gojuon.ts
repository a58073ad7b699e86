// Headings of a list in 五十音 order: あ か さ た な は ま や ら わ, letters, and the rest.

const rows: [string, string][] = [
  ["あ", "ぁあぃいぅうぇえぉおゔ"],
  ["か", "ゕかがきぎくぐゖけげこご"],
  ["さ", "さざしじすずせぜそぞ"],
  ["た", "ただちぢっつづてでとど"],
  ["な", "なにぬねの"],
  ["は", "はばぱひびぴふぶぷへべぺほぼぽ"],
  ["ま", "まみむめも"],
  ["や", "ゃやゅゆょよ"],
  ["ら", "らりるれろ"],
  ["わ", "ゎわゐゑをん"],
];
const rowOf = new Map(rows.flatMap(([row, kana]) => [...kana].map((one) => [one, row] as const)));

/** The heading under which a reading stands; `#` where it has none. */
export function gojuonRow(reading: string): string {
  const first = [...reading.normalize("NFKC").trim()][0] ?? "";
  const code = first.codePointAt(0) ?? 0;
  // Katakana lies 0x60 above hiragana.
  const kana = code >= 0x30a1 && code <= 0x30f6 ? String.fromCodePoint(code - 0x60) : first;
  const row = rowOf.get(kana);
  if (row) return row;
  return /[a-z]/i.test(first) ? first.toUpperCase() : "#";
}
