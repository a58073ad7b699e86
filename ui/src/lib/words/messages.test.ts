// Both languages say the same things.
import { readFileSync, readdirSync } from "node:fs";
import { expect, test } from "vitest";

type Message = string | [{ match: Record<string, string> }];

function read(lang: string, area: string): Record<string, Message> {
  return JSON.parse(readFileSync(`messages/${lang}/${area}`, "utf8"));
}

function texts(message: Message): string[] {
  return typeof message === "string" ? [message] : Object.values(message[0].match);
}

function placeholders(message: Message): string[] {
  const all = texts(message).flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!));
  return [...new Set(all)].sort();
}

const areas = readdirSync("messages/ja");

test("both languages have the same areas", () => {
  expect(readdirSync("messages/en"), "each area has a file in both languages").toEqual(areas);
});

test("every area is listed in the settings of the compiler", () => {
  const settings = JSON.parse(readFileSync("project.inlang/settings.json", "utf8"));
  const listed: string[] = settings["plugin.inlang.messageFormat"].pathPattern;
  expect(
    listed.map((path) => path.split("/").pop()).sort(),
    "an area that is not listed would show its keys instead of words",
  ).toEqual([...areas].sort());
});

test("no key stands in two areas", () => {
  const seen = new Map<string, string>();
  const twice: string[] = [];
  for (const area of areas) {
    for (const key of Object.keys(read("ja", area))) {
      if (seen.has(key)) twice.push(`${key}: ${seen.get(key)} and ${area}`);
      seen.set(key, area);
    }
  }
  expect(twice, "the later area would silently win").toEqual([]);
});

test.each(areas)("%s has the same keys and placeholders in both languages", (area) => {
  const ja = read("ja", area);
  const en = read("en", area);
  expect(Object.keys(en).sort(), "a missing key would fall back to Japanese").toEqual(Object.keys(ja).sort());
  for (const [key, message] of Object.entries(ja)) {
    expect(placeholders(en[key]!), `${key} gets the same values in both languages`).toEqual(
      placeholders(message),
    );
  }
});

test.each(areas)("%s has no empty text and no Japanese in English", (area) => {
  for (const lang of ["ja", "en"]) {
    for (const [key, message] of Object.entries(read(lang, area))) {
      for (const text of texts(message)) expect(text.trim(), `${lang} ${key}`).not.toBe("");
    }
  }
  const own = ["language_ja"];
  for (const [key, message] of Object.entries(read("en", area))) {
    if (own.includes(key)) continue;
    for (const text of texts(message)) {
      expect(text, `${key} in English`).not.toMatch(/[\u3040-\u30ff\u4e00-\u9fff]/);
    }
  }
});
