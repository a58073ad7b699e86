// How the interface is built and tested. Nothing is fetched while building: the words are compiled from
// the files in messages/ by a plugin that lies in node_modules.
import { fileURLToPath } from "node:url";
import { paraglideVitePlugin } from "@inlang/paraglide-js";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { svelteTesting } from "@testing-library/svelte/vite";
import { defineConfig } from "vitest/config";

export default defineConfig({
  base: "./",
  plugins: [
    // `npm test` compiles the words first; here the plugin would only keep the process alive.
    !process.env.VITEST &&
      paraglideVitePlugin({
        project: "./project.inlang",
        outdir: "./src/lib/paraglide",
        outputStructure: "locale-modules",
        strategy: ["baseLocale"],
      }),
    svelte(),
    svelteTesting(),
  ],
  resolve: {
    alias: { $lib: fileURLToPath(new URL("./src/lib", import.meta.url)) },
  },
  build: {
    outDir: "build",
    // The oldest engines that the window runs in: WebKitGTK 2.40, macOS 12, Edge WebView2.
    target: ["es2022", "safari16", "chrome110"],
    chunkSizeWarningLimit: 900,
  },
  server: { port: 5173, strictPort: true },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.ts"],
    setupFiles: ["./src/test/setup.ts"],
  },
});
