// A finding of the lint as one sentence, also where no words of the text are at fault.
import type { ContentFinding } from "$lib/backend";
import { presentFinding } from "$lib/errors/findings";
import { m } from "$lib/words";

/** The sentence; a general one rather than one with an empty quotation. */
export function findingText(finding: Pick<ContentFinding, "code" | "excerpt">): string {
  const text = presentFinding(finding.code, finding.excerpt);
  return finding.excerpt === "" && /「」|“”/.test(text) ? m.care_finding_unnamed() : text;
}
