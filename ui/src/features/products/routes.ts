import type { FeatureRoutes } from "$lib/routing";

export const routes: FeatureRoutes = {
  "/care/products": () => import("./ProductsPage.svelte"),
};
