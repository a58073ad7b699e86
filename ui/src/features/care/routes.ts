import type { FeatureRoutes } from "$lib/routing";

export const routes: FeatureRoutes = {
  "/care": () => import("./CarePage.svelte"),
  "/care/:id": () => import("./ContentPage.svelte"),
};
