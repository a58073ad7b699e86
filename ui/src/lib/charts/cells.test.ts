// Arrows walk through a triangle of cells and stop at its edges.
import { expect, test } from "vitest";
import { neighbour } from "./cells";

const triangle = [
  { row: 0, k: 1 },
  { row: 0, k: 2 },
  { row: 1, k: 1 },
];

test("arrows go to the cell beside", () => {
  expect(neighbour(triangle, 0, "ArrowRight")).toBe(1);
  expect(neighbour(triangle, 0, "ArrowDown")).toBe(2);
  expect(neighbour(triangle, 2, "ArrowUp")).toBe(0);
});

test("arrows stop where no cell is", () => {
  expect(neighbour(triangle, 1, "ArrowDown"), "the younger cohort has no such period yet").toBeNull();
  expect(neighbour(triangle, 0, "ArrowLeft")).toBeNull();
  expect(neighbour(triangle, 0, "x")).toBeNull();
});

test("a row may leave places out", () => {
  const years = [
    { row: 0, k: 0 },
    { row: 0, k: 365 },
    { row: 0, k: 730 },
    { row: 1, k: 365 },
  ];
  expect(neighbour(years, 0, "ArrowRight")).toBe(1);
  expect(neighbour(years, 2, "ArrowLeft")).toBe(1);
  expect(neighbour(years, 1, "ArrowDown")).toBe(3);
  expect(neighbour(years, 3, "ArrowRight")).toBeNull();
});
