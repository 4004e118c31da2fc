import { type Group, isGroup, type Topic } from '../roadmap/model.ts';
import type { Order } from './layout.ts';
import { BOLD, GROUP_TEXT, insetOf, NODE_GAP, NODE_WIDTH, PITCH, STAGE_TEXT, TEXT } from './measures.ts';
import { columnsOf, highestOf, rowsOf } from './rows.ts';
import { wrapText } from './text.ts';

/** How topics are stacked in columns, and groups around them. Pure. */

/** A topic or a frame at its place: in a column, and at a height within its row of the map. */
export interface Piece {
  readonly kind: 'node' | 'region';
  readonly id: string;
  readonly title: string;
  readonly lines: readonly string[];
  readonly depth: number;
  readonly column: number;
  /** From the left side of the column. */
  readonly inset: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Something that takes whole columns. */
export interface Box {
  readonly columns: number;
  readonly height: number;
  /** The same with one more column, when that makes it lower. */
  readonly wider: (() => Box) | undefined;
  readonly pieces: (column: number, y: number, height: number) => readonly Piece[];
}

/** Groups of a group stand side by side up to this many columns. */
const GROUP_COLUMNS = 6;
/** Between two rows of groups in a group. */
const ROW_GAP = 12;

/** Topics as boxes: each group is one, and so is each run of topics without a group. */
export function topicBoxes(topics: readonly Topic[], depth: number, order: Order): Box[] {
  const boxes: Box[] = [];
  let loose: Topic[] = [];
  const endRun = () => {
    if (loose.length > 0) boxes.push(stackBox(order(loose).map(sized), columnsFor(loose.length), depth));
    loose = [];
  };
  for (const topic of topics) {
    if (isGroup(topic)) {
      endRun();
      boxes.push(regionBox(topic, topicBoxes(topic.topics, depth + 1, order), depth));
    } else loose.push(topic);
  }
  endRun();
  return boxes;
}

/** Six topics make a column; of very many, as many as keep the whole in shape. */
function columnsFor(count: number): number {
  return Math.ceil(count / Math.max(6, Math.ceil(Math.sqrt(2.4 * count))));
}

function sized({ id, title }: Topic) {
  const lines = wrapText(title, NODE_WIDTH - TEXT.left - TEXT.right, TEXT.size, TEXT.lines);
  return { id, title, lines, width: NODE_WIDTH, height: Math.max(2, lines.length) * TEXT.line + 11 };
}

function stackBox(nodes: readonly ReturnType<typeof sized>[], columns: number, depth: number): Box {
  const perColumn = Math.ceil(nodes.length / columns);
  const tops: number[] = [];
  const stacked = nodes.map((node, index): Piece => {
    const column = Math.floor(index / perColumn);
    const y = tops[column] ?? 0;
    tops[column] = y + node.height + NODE_GAP;
    return { ...node, kind: 'node', depth, column, inset: 0, y };
  });
  return {
    columns,
    height: Math.max(...tops) - NODE_GAP,
    wider: perColumn > 2 ? () => stackBox(nodes, columns + 1, depth) : undefined,
    pieces: (column, y) =>
      stacked.map((piece) => ({ ...piece, column: column + piece.column, y: y + piece.y })),
  };
}

function regionBox(group: Group, boxes: readonly Box[], depth: number): Box {
  const { id, title } = group;
  const rows = columnsOf(boxes) <= GROUP_COLUMNS ? [boxes] : rowsOf(boxes).rows;
  const columns = Math.max(...rows.map(columnsOf));
  const inset = -insetOf(depth);
  const width = (columns - 1) * PITCH + NODE_WIDTH - 2 * inset;
  const { size, line, lines: most, counts } = depth === 0 ? STAGE_TEXT : GROUP_TEXT;
  const lines = wrapText(title, width - 18 - counts, size * BOLD, most);
  const header = lines.length * line + 14;
  const footer = [14, 9, 6][depth] ?? 4;
  const inner = rows.reduce((sum, row) => sum + highestOf(row) + ROW_GAP, -ROW_GAP);
  const lowest = header + inner + footer;
  const wider = boxes.length === 1 ? boxes[0]?.wider : undefined;

  const pieces = (column: number, y: number, height: number): readonly Piece[] => {
    const frame: Piece = { kind: 'region', id, title, lines, depth, column, inset, y, width, height };
    let top = y + header;
    const inside = rows.flatMap((row, index) => {
      // What is left goes to the last row, so that groups side by side end together.
      const rowHeight = highestOf(row) + (index === rows.length - 1 ? height - lowest : 0);
      const rowPieces = inRow(row, column, top, rowHeight);
      top += rowHeight + ROW_GAP;
      return rowPieces;
    });
    return [frame, ...inside];
  };
  return { columns, height: lowest, wider: wider && (() => regionBox(group, [wider()], depth)), pieces };
}

/** The pieces of boxes side by side. */
export function inRow(row: readonly Box[], column: number, y: number, height: number): Piece[] {
  let next = column;
  return row.flatMap((box) => {
    const pieces = box.pieces(next, y, height);
    next += box.columns;
    return pieces;
  });
}
