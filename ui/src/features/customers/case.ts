// Names of what a case can be.
import { m } from "$lib/words";

const severities: Record<string, () => string> = {
  small: m.customers_severity_small,
  ordinary: m.customers_severity_ordinary,
  serious: m.customers_severity_serious,
};
export const severityValues = Object.keys(severities);
export const severityName = (value: string): string => severities[value]?.() ?? value;

const answers: Record<string, () => string> = {
  yes: m.customers_resolved_yes,
  no: m.customers_resolved_no,
  unknown: m.customers_resolved_unknown,
};
export const resolvedValues = Object.keys(answers);
export const resolvedName = (value: string): string => answers[value]?.() ?? value;
