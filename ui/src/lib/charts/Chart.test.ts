// A drawing that is wider than its place keeps the names of its rows in sight, and its cells open.
import { fireEvent, render, screen } from "@testing-library/svelte";
import { expect, test, vi } from "vitest";
import Chart from "./Chart.svelte";

const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="2000" height="40">
  <g class="cell" data-row="0" data-k="1"><title>2026-01 +1: 1 / 3</title><rect width="30" height="20"/></g>
  <g class="cell immature" data-row="0" data-k="2"><title>2026-01 +2</title><rect width="30" height="20"/></g>
  <g class="frozen"><rect width="80" height="40"/><text>2026-01</text></g>
</svg>`;

test("the names of the rows follow what is seen", async () => {
  const { container } = render(Chart, { svg, label: "months" });
  const box = container.querySelector<HTMLElement>(".chart")!;
  const names = container.querySelector(".frozen")!;
  expect(names.getAttribute("transform"), "at the left border").toBe("translate(0)");
  box.scrollLeft = 240;
  await fireEvent.scroll(box);
  expect(names.getAttribute("transform"), "at the left border of what is seen").toBe("translate(240)");
});

test("a cell opens, a name and a period that still runs do not", async () => {
  const onpick = vi.fn();
  const { container } = render(Chart, { svg, label: "months", onpick });
  await fireEvent.click(screen.getByText("2026-01"));
  await fireEvent.click(container.querySelector(".immature rect")!);
  expect(onpick).not.toHaveBeenCalled();
  await fireEvent.click(screen.getByRole("button", { name: "2026-01 +1: 1 / 3" }));
  expect(onpick).toHaveBeenCalledExactlyOnceWith("0", 1);
});
