import type { FeatureRoutes } from "$lib/routing";

export const routes: FeatureRoutes = {
  "/today": () => import("./TodayPage.svelte"),
};
