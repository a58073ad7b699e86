// How a plan is called and whom it is for.
import type { PlanView } from "$lib/backend";
import { locale, m } from "$lib/words";
import { familyName, finishName, materialName } from "$lib/words/lists";

/** Its name in the reader's language, or in the other one where it is empty. */
export function planName(plan: PlanView): string {
  return (
    (locale.current === "ja" ? plan.name_ja || plan.name_en : plan.name_en || plan.name_ja) ||
    m.plans_nameless()
  );
}

/** テーブル ・ 無垢材 ・ オイル仕上げ: for which things. */
export function aimText(plan: Pick<PlanView, "family" | "material" | "finish">): string {
  const parts = [
    plan.family ? familyName(plan.family) : "",
    plan.material ? materialName(plan.material) : "",
    plan.finish ? finishName(plan.finish) : "",
  ].filter(Boolean);
  return parts.length === 0 ? m.plans_for_all() : parts.join(m.plans_between());
}
