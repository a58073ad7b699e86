import type { FeatureRoutes } from "$lib/routing";

export const routes: FeatureRoutes = {
  "/import": () => import("./ImportPage.svelte"),
};
