import type { FeatureRoutes } from "$lib/routing";

export const routes: FeatureRoutes = {
  "/plans": () => import("./PlansPage.svelte"),
  "/plans/:id": () => import("./PlanPage.svelte"),
};
