/** Sizes on the map, in its own units. At a zoom of 100 % one is a pixel. */

export const NODE_WIDTH = 170;
/** Between two columns: room for the frames of regions, and for lines. */
export const GUTTER = 36;
export const PITCH = NODE_WIDTH + GUTTER;
/** Between two topics of a column. */
export const NODE_GAP = 9;
export const MARGIN = 8;
export const TEXT = { size: 12, line: 14.5, left: 29, right: 7, lines: 3 } as const;
/** `counts` is the room for "3/12" at the right. */
export const STAGE_TEXT = { size: 14, line: 18, lines: 3, counts: 40 } as const;
export const GROUP_TEXT = { size: 11.5, line: 14.5, lines: 3, counts: 32 } as const;

/** How much wider bold text is. */
export const BOLD = 1.08;

/** How far the frame of a region stands off its topics, to the left and to the right. */
export function insetOf(depth: number): number {
  return [14, 8, 4][depth] ?? 2;
}

/** The left side of a column's topics. */
export function leftOf(column: number): number {
  return MARGIN + GUTTER / 2 + column * PITCH;
}
