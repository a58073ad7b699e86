import type { FeatureRoutes } from "$lib/routing";

export const routes: FeatureRoutes = {
  "/insights": () => import("./InsightsPage.svelte"),
  "/insights/goals": () => import("./GoalsPage.svelte"),
  "/insights/report": () => import("./ReportPage.svelte"),
};
