// The words on screen, read from the interface's own message files, so that a test never spells them.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { root } from "./places.mjs";

const folder = join(root, "ui/messages");
const read = (lang) =>
  Object.assign(
    {},
    ...readdirSync(join(folder, lang)).map((file) =>
      JSON.parse(readFileSync(join(folder, lang, file), "utf8")),
    ),
  );
const messages = { ja: read("ja"), en: read("en") };

/** The message `key` in `lang`; `values` fill its `{braces}`. Messages with a plural have no one text. */
export function word(lang, key, values = {}) {
  const text = messages[lang][key];
  if (typeof text !== "string") throw new Error(`no plain message "${key}" in ${lang}`);
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}
