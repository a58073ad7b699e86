import type { FeatureRoutes } from "$lib/routing";

export const routes: FeatureRoutes = {
  "/customers/duplicates": () => import("./DuplicatesPage.svelte"),
};
