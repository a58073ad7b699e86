// A screen as somebody hears it: one line for each role with its name, in reading order. Snapshots of
// it show in review what changed for people who do not see the screen.
import { computeAccessibleDescription, computeAccessibleName, getRole } from "dom-accessibility-api";

const silent = new Set(["generic", "presentation", "none", "listitem", "paragraph", "strong", "group-none"]);

function isHidden(element: Element): boolean {
  return element.getAttribute("aria-hidden") === "true" || element.hasAttribute("hidden");
}

function states(element: Element): string {
  const shown: string[] = [];
  for (const name of ["aria-current", "aria-pressed", "aria-expanded", "aria-selected", "aria-invalid"]) {
    const value = element.getAttribute(name);
    if (value !== null && value !== "false") shown.push(`${name.slice(5)}=${value}`);
  }
  if (element.hasAttribute("disabled")) shown.push("disabled");
  return shown.length > 0 ? ` [${shown.join(" ")}]` : "";
}

/** The tree below `root` as indented lines. */
export function ariaTree(root: Element): string {
  const lines: string[] = [];
  const walk = (element: Element, depth: number): void => {
    if (isHidden(element)) return;
    const role = getRole(element);
    let below = depth;
    if (role && !silent.has(role)) {
      const level =
        role === "heading" ? ` ${element.getAttribute("aria-level") ?? element.tagName.slice(1)}` : "";
      const name = computeAccessibleName(element).replace(/\s+/g, " ").trim();
      const description = computeAccessibleDescription(element).trim();
      lines.push(
        `${"  ".repeat(depth)}${role}${level}${name ? ` "${name}"` : ""}${states(element)}${
          description ? ` (${description})` : ""
        }`,
      );
      below = depth + 1;
      // What a button or heading says is its name already.
      if (["button", "link", "heading", "option"].includes(role)) return;
    }
    const text = [...element.childNodes]
      .filter((node) => node.nodeType === 3)
      .map((node) => node.textContent?.trim() ?? "")
      .filter(Boolean)
      .join(" ");
    if (text && !(element instanceof HTMLTextAreaElement)) lines.push(`${"  ".repeat(below)}text: ${text}`);
    for (const child of element.children) walk(child, below);
  };
  walk(root, 0);
  return lines.join("\n");
}
