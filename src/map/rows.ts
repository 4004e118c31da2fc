import type { Box } from './boxes.ts';
import { GUTTER, PITCH } from './measures.ts';

/** The shape the map should have: that of an editor on a laptop, with the sidebar open. */
const ASPECT = 1.6;

/** So many widths are tried at most. */
const TRIES = 48;

/** Breaks boxes into rows, in their order and filled, so that the whole comes close to the shape we want. */
export function rowsOf(boxes: readonly Box[]): { readonly rows: readonly Box[][]; readonly columns: number } {
  const widest = Math.max(1, ...boxes.map(({ columns }) => columns));
  const total = Math.max(widest, columnsOf(boxes));
  const step = Math.ceil((total - widest + 1) / TRIES);
  let best = { rows: [[...boxes]], columns: total, cost: Number.POSITIVE_INFINITY };
  for (let columns = widest; columns <= total; columns += step) {
    const rows = brokenInto(boxes, columns).map((row) => fillRow(row, columns));
    const shape = (columns * PITCH) / heightOf(rows) / ASPECT;
    const empty = 1 - rows.reduce((sum, row) => sum + columnsOf(row), 0) / (rows.length * columns);
    const cost = Math.abs(Math.log(shape)) + 0.6 * empty;
    if (cost < best.cost) best = { rows, columns, cost };
  }
  return best;
}

/** Gives the columns that a row has left to the highest boxes that can use them. */
function fillRow(row: readonly Box[], columns: number): Box[] {
  const filled = [...row];
  for (let spare = columns - columnsOf(row); spare > 0; spare--) {
    const highest = filled
      .filter(({ wider }) => wider)
      .reduce<Box | undefined>((one, other) => (one && one.height >= other.height ? one : other), undefined);
    if (!highest?.wider) break;
    filled[filled.indexOf(highest)] = highest.wider();
  }
  return filled;
}

export function columnsOf(boxes: readonly Box[]): number {
  return boxes.reduce((sum, { columns }) => sum + columns, 0);
}

export function highestOf(boxes: readonly Box[]): number {
  return Math.max(0, ...boxes.map(({ height }) => height));
}

function brokenInto(boxes: readonly Box[], columns: number): Box[][] {
  const rows: Box[][] = [];
  let row: Box[] = [];
  for (const box of boxes) {
    if (row.length > 0 && columnsOf(row) + box.columns > columns) {
      rows.push(row);
      row = [];
    }
    row.push(box);
  }
  return [...rows, row];
}

function heightOf(rows: readonly Box[][]): number {
  return rows.reduce((sum, row) => sum + highestOf(row) + GUTTER, GUTTER);
}
