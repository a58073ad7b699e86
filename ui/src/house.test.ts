// The arrows between the rooms of the interface, over every file, Svelte's too.
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { expect, test } from "vitest";

const root = "src";
const generated = join(root, "lib/paraglide");

function filesIn(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (path === generated) return [];
    if (statSync(path).isDirectory()) return filesIn(path);
    return /\.(ts|svelte)$/.test(name) ? [path] : [];
  });
}

const files = filesIn(root);
const sources = new Map(files.map((file) => [file, readFileSync(file, "utf8")]));

/** What a file imports: types vanish when it is built, so `import type` makes no arrow. */
function importsOf(file: string): string[] {
  const source = sources.get(file) ?? "";
  const found = source.matchAll(/^\s*(?:import|export)\s+(?!type\b)(?:[^"';]*?\sfrom\s+)?"([^"]+)"/gm);
  return [...found].map((match) => match[1]!);
}

function resolve(from: string, specifier: string): string | null {
  const path = specifier.startsWith("$lib/")
    ? join(root, "lib", specifier.slice(5))
    : specifier.startsWith(".")
      ? normalize(join(dirname(from), specifier))
      : null;
  if (!path || path.startsWith(generated)) return null;
  return (
    [path, `${path}.ts`, `${path}.svelte`, join(path, "index.ts")].find((one) => sources.has(one)) ?? null
  );
}

const graph = new Map(
  files.map((file) => [
    file,
    importsOf(file)
      .map((specifier) => resolve(file, specifier))
      .filter((path) => path !== null),
  ]),
);

test("no import goes round in a circle", () => {
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (file: string, way: string[]): void => {
    if (way.includes(file)) circles.push([...way.slice(way.indexOf(file)), file].join(" → "));
    if (way.includes(file) || done.has(file)) return;
    for (const next of graph.get(file) ?? []) visit(next, [...way, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
  expect(circles).toEqual([]);
});

test("no feature reaches into another, into the frame, and src/lib into neither", () => {
  const wrong = [...graph].flatMap(([file, targets]) =>
    targets
      .filter((target) => {
        const from = relative(root, file).split("/");
        const to = relative(root, target).split("/");
        if (from[0] === "features") return to[0] === "app" || (to[0] === "features" && to[1] !== from[1]);
        return from[0] === "lib" && (to[0] === "features" || to[0] === "app");
      })
      .map((target) => `${file} → ${target}`),
  );
  expect(wrong).toEqual([]);
});

test("only src/lib/backend speaks to the shell", () => {
  const wrong = files.filter(
    (file) =>
      !file.startsWith(join(root, "lib/backend")) &&
      /@tauri-apps\/|backend\/bindings"/.test(sources.get(file)!),
  );
  expect(wrong.filter((file) => file !== "src/house.test.ts")).toEqual([]);
});

test("every file says at its top what it is for", () => {
  const silent = files.filter((file) => {
    if (file.endsWith("bindings.ts") || file.endsWith("routes.ts")) return false;
    return !/^(\/\/|\/\*|<!--)/.test(sources.get(file)!);
  });
  expect(silent).toEqual([]);
});

test("components name tokens, never raw colours", () => {
  const raw = files.filter((file) => {
    const style = /<style>([\s\S]*?)<\/style>/.exec(sources.get(file)!)?.[1] ?? "";
    return /#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsl\(/.test(style);
  });
  expect(raw).toEqual([]);
});

test("what is to be read is dark enough", () => {
  // --ink-3 on paper is 3.8:1, under AA for ordinary text.
  const pale = files.filter((file) => /color:\s*var\(--ink-3\)/.test(sources.get(file)!));
  expect(pale.filter((file) => file !== "src/house.test.ts")).toEqual([]);
});

test("the words of every language are compiled before the tests", () => {
  expect(existsSync(join(generated, "messages.js")), "run `npm run words`").toBe(true);
});
