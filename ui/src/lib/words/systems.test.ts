// Every system that is declared is called by its name, in the reader's language.
import { readdirSync, readFileSync } from "node:fs";
import { afterEach, expect, test } from "vitest";
import { locale } from "./index";
import { sourceName, systemName, systemValues } from "./systems";

const declared = "../src-tauri/crates/exchange/systems";
afterEach(() => {
  locale.current = "ja";
});

test("every declared system can be chosen and has a name", () => {
  const ids = readdirSync(declared)
    .filter((file) => file.endsWith(".toml"))
    .map((file) => /^id = "(\w+)"/m.exec(readFileSync(`${declared}/${file}`, "utf8"))![1]!);
  expect(ids.length, "the declarations were read").toBeGreaterThan(10);
  expect(ids.filter((id) => !systemValues.includes(id) || systemName(id).includes("_"))).toEqual([]);
});

test("what came from a system carries its name, in the reader's language", () => {
  expect(sourceName("smaregi")).toBe("スマレジ");
  expect(sourceName("generic")).toBe("ファイル");
  locale.current = "en";
  expect(sourceName("smaregi")).toBe("Smaregi");
  expect(sourceName("generic")).toBe("a file");
});

test("a system of a newer backend is shown as it stands", () => {
  expect(sourceName("hat_shop")).toBe("hat_shop");
});
