// Walking through the cells of a drawing with the arrow keys.

export interface Place {
  /** Place of the row, from the top. */
  row: number;
  /** Place along the row; not every number need be there. */
  k: number;
}

/** Index of the cell that an arrow leads to; `null` where the key leads nowhere. */
export function neighbour(places: readonly Place[], from: number, key: string): number | null {
  const at = places[from];
  if (!at) return null;
  const found =
    key === "ArrowLeft"
      ? places.filter((place) => place.row === at.row && place.k < at.k).sort((a, b) => b.k - a.k)[0]
      : key === "ArrowRight"
        ? places.filter((place) => place.row === at.row && place.k > at.k).sort((a, b) => a.k - b.k)[0]
        : key === "ArrowUp" || key === "ArrowDown"
          ? places.find((place) => place.k === at.k && place.row === at.row + (key === "ArrowUp" ? -1 : 1))
          : undefined;
  return found ? places.indexOf(found) : null;
}
