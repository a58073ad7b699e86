// Functions that run inside the page. Each must stand alone: it is sent as text.
// Role and name are computed by axe-core, as a screen reader would, so that tests find things the way
// people who cannot see the page do.

/** The first visible element with this role and name; null when there is none. */
export function findByRole(role, name, nth) {
  const selectors = {
    button: "button,summary,input[type=button],input[type=submit],[role=button]",
    link: "a[href],[role=link]",
    heading: "h1,h2,h3,h4,h5,h6,[role=heading]",
    textbox: "input,textarea,[role=textbox],[contenteditable]",
    searchbox: "input,[role=searchbox]",
    combobox: "select,input,button,[role=combobox]",
    checkbox: "input[type=checkbox],[role=checkbox]",
    radio: "input[type=radio],[role=radio]",
    tab: "[role=tab]",
    option: "option,[role=option]",
    listitem: "li,[role=listitem]",
    dialog: "dialog,[role=dialog]",
    table: "table,[role=table]",
  };
  const tidy = (text) => text.replace(/\s+/g, " ").trim();
  const matches = (found) => {
    if (name === null) return 2;
    const text = tidy(found);
    if (name.pattern !== undefined) return new RegExp(name.pattern, name.flags).test(text) ? 2 : 0;
    if (text === tidy(name)) return 2;
    return text.includes(tidy(name)) ? 1 : 0;
  };
  const elements = [...document.querySelectorAll(selectors[role] ?? `[role=${role}],${role}`)].filter(
    (element) => element.getClientRects().length > 0 && getComputedStyle(element).visibility === "visible",
  );
  window.axe.setup(document);
  try {
    const ranked = elements
      .filter((element) => window.axe.commons.aria.getRole(element) === role)
      .map((element) => [matches(window.axe.commons.text.accessibleText(element)), element]);
    const exact = ranked.filter(([rank]) => rank === 2);
    const chosen = exact.length > 0 ? exact : ranked.filter(([rank]) => rank === 1);
    return chosen[nth]?.[1] ?? null;
  } finally {
    window.axe.teardown();
  }
}

/** What the page says, as people see it. */
export function visibleText() {
  return document.body?.innerText ?? "";
}

/** Nothing is loading, moving or about to be drawn. */
export async function settled() {
  await document.fonts.ready;
  const moving = () =>
    document
      .getAnimations()
      .filter((one) => one.playState === "running" && one.effect?.getTiming().iterations !== Infinity);
  const end = performance.now() + 2000;
  while ((moving().length > 0 || document.querySelector("[aria-busy=true]")) && performance.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
}

/** Violations of every rule that axe-core has below AAA, the experimental ones too, one line each. */
export async function accessibilityViolations() {
  const rules = Object.fromEntries(
    window.axe.getRules().map(({ ruleId, tags }) => [
      ruleId,
      {
        enabled: !tags.some((tag) => /aaa$/.test(tag) || tag === "deprecated"),
      },
    ]),
  );
  const results = await window.axe.run(document, {
    resultTypes: ["violations"],
    rules,
  });
  const why = (node) => node.any.concat(node.all, node.none).map((check) => check.message)[0] ?? "";
  return results.violations.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")} (${rule.help}; ${why(node)})`),
  );
}

/** Elements whose text is cut off, or a page wider than the window. */
export function cutText() {
  const found = [];
  const page = document.scrollingElement;
  if (page.scrollWidth > page.clientWidth + 1) {
    found.push(`the page is ${page.scrollWidth} wide in a window of ${page.clientWidth}`);
  }
  for (const element of document.querySelectorAll("body *")) {
    if (element.childElementCount > 0 || !element.textContent.trim() || !element.getClientRects().length)
      continue;
    const style = getComputedStyle(element);
    const hides = (overflow) => overflow === "hidden" || overflow === "clip";
    // Hidden on purpose for screen readers only; or all of it can be read by pointing at it.
    if (element.clientWidth <= 1 || element.title) continue;
    const wide = hides(style.overflowX) && element.scrollWidth > element.clientWidth + 1;
    const high = hides(style.overflowY) && element.scrollHeight > element.clientHeight + 1;
    if (wide || high) {
      found.push(
        `"${element.textContent.trim().slice(0, 40)}" is cut in <${element.localName} class="${element.className}">`,
      );
    }
  }
  return found;
}

/** Where the main navigation leads, in its order. */
export function navigation() {
  return [...document.querySelectorAll("nav a[href], nav button")]
    .filter((element) => element.getClientRects().length > 0)
    .map((element) => ({
      href: element.getAttribute("href"),
      text: element.innerText.trim(),
    }));
}

/** When an element that fits `selector` was drawn, as ms since 1970; waits for it. */
export function shownAt(selector) {
  return new Promise((resolve) => {
    const look = () => {
      if (!document.querySelector(selector)) requestAnimationFrame(look);
      else requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now()));
    };
    look();
  });
}
