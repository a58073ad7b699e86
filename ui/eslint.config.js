// What review would otherwise have to say again: no import in a circle, no feature that reaches into
// another, one door to the backend, no words in the console.
import js from "@eslint/js";
import { createTypeScriptImportResolver } from "eslint-import-resolver-typescript";
import { createNodeResolver, importX } from "eslint-plugin-import-x";
import svelte from "eslint-plugin-svelte";
import globals from "globals";
import { readdirSync } from "node:fs";
import ts from "typescript-eslint";
import svelteConfig from "./svelte.config.js";

const features = readdirSync("./src/features", { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

export default ts.config(
  { ignores: ["build/", "node_modules/", "src/lib/paraglide/", "src/lib/backend/bindings.ts"] },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser } },
  },
  {
    files: ["**/*.js", "vite.config.ts", "src/test/**", "**/*.test.ts"],
    languageOptions: { globals: { ...globals.node } },
  },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: {
      parserOptions: { parser: ts.parser, extraFileExtensions: [".svelte"], svelteConfig },
    },
  },
  {
    files: ["src/**/*.ts", "src/**/*.svelte"],
    plugins: { "import-x": importX },
    settings: {
      // Circles through .svelte files are found by src/house.test.ts: import-x cannot parse them.
      "import-x/extensions": [".ts", ".js"],
      "import-x/parsers": { "@typescript-eslint/parser": [".ts"] },
      "import-x/resolver-next": [
        createTypeScriptImportResolver({ project: "./tsconfig.json", extensions: [".ts", ".js", ".svelte"] }),
        createNodeResolver({ extensions: [".ts", ".js", ".svelte"] }),
      ],
    },
    rules: {
      "import-x/no-cycle": "error",
      "import-x/no-restricted-paths": [
        "error",
        {
          zones: [
            ...features.map((feature) => ({
              target: `./src/features/${feature}`,
              from: "./src/features",
              except: [`./${feature}`],
              message: "A feature does not reach into another: what two need lies in src/lib.",
            })),
            {
              target: "./src/lib",
              from: ["./src/features", "./src/app"],
              message: "src/lib knows no feature and no frame.",
            },
            {
              target: "./src/features",
              from: "./src/app",
              message: "A feature does not know the frame that holds it.",
            },
          ],
        },
      ],
    },
  },
  {
    files: ["src/**/*.ts", "src/**/*.svelte"],
    ignores: ["src/lib/backend/**"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            { group: ["@tauri-apps/*"], message: "Only src/lib/backend speaks to the shell." },
            { group: ["**/backend/bindings"], message: "Import from $lib/backend." },
          ],
        },
      ],
    },
  },
  {
    rules: {
      "no-console": "error",
      "svelte/no-at-html-tags": "error",
      // The router works with #/ paths, not with SvelteKit's `resolve`.
      "svelte/no-navigation-without-resolve": "off",
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_", ignoreRestSiblings: true },
      ],
    },
  },
);
