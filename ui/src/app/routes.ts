// Which address opens which screen. Each feature names its own screens in features/<name>/routes.ts;
// they are loaded when they are first opened. Not here: the order of the screens in the menu (screens.ts).
import type { FeatureRoutes } from "$lib/routing";
import type { Component } from "svelte";
import type { RouteDefinition } from "svelte-spa-router";
import { wrap } from "svelte-spa-router/wrap";
import NotFoundPage from "./NotFoundPage.svelte";

const features = import.meta.glob<{ routes: FeatureRoutes }>("../features/*/routes.ts", { eager: true });

/** The first address that fits is opened, so those with a parameter come after those without. */
const byParameters = ([one]: [string, unknown], [other]: [string, unknown]) =>
  one.split(":").length - other.split(":").length;

export const routes: RouteDefinition = Object.fromEntries([
  ...Object.values(features)
    .flatMap((feature) => Object.entries(feature.routes))
    .sort(byParameters)
    .map(
      ([path, load]) =>
        [path, wrap({ asyncComponent: load as () => Promise<{ default: Component }> })] as const,
    ),
  ["*", NotFoundPage as Component] as const,
]);
