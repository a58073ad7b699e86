import type { FeatureRoutes } from "$lib/routing";

export const routes: FeatureRoutes = {
  "/settings": () => import("./SettingsPage.svelte"),
};
