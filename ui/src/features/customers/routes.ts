import type { FeatureRoutes } from "$lib/routing";

export const routes: FeatureRoutes = {
  "/customers": () => import("./CustomersPage.svelte"),
  "/customers/deliveries": () => import("./DeliveriesPage.svelte"),
  "/customers/:id": () => import("./RecordPage.svelte"),
};
