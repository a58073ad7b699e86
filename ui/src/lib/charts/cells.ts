// Walking through the cells of a drawing with the arrow keys.

export interface Place {
  row: number;
  k: number;
}

/** Index of the cell that an arrow leads to; `null` where the key leads nowhere. */
export function neighbour(places: readonly Place[], from: number, key: string): number | null {
  const at = places[from];
  if (!at) return null;
  const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[key];
  if (!step) return null;
  const [rows, periods] = step as [number, number];
  const next = places.findIndex((place) => place.row === at.row + rows && place.k === at.k + periods);
  return next === -1 ? null : next;
}
