import type { Topic } from '../roadmap/model.ts';
import type { Outline } from '../roadmap/outline.ts';
import { inRow, topicBoxes } from './boxes.ts';
import { leftOf, MARGIN, PITCH } from './measures.ts';
import { type Point, routesOf } from './routes.ts';
import { highestOf, rowsOf } from './rows.ts';

/** The map as numbers, plain JSON: the build writes it for bundled roadmaps, others are laid out when they are shown. */

export interface MapNode {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** The title, broken into lines. */
  readonly lines: readonly string[];
}

export interface MapRegion extends MapNode {
  readonly title: string;
  /** 0 is a stage. */
  readonly depth: number;
}

export interface MapEdge {
  /** The prerequisite. */
  readonly from: string;
  readonly to: string;
  readonly points: readonly Point[];
}

export interface MapLayout {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly MapNode[];
  readonly regions: readonly MapRegion[];
  readonly edges: readonly MapEdge[];
}

/** The order in which topics that share a group are put into its columns. */
export type Order = (topics: readonly Topic[]) => readonly Topic[];

/**
 * Puts every topic on a grid of columns: groups fill columns, stages fill rows, in the roadmap's order. Lines
 * run between columns and between rows only, so that none crosses a topic. Takes milliseconds.
 */
export function layoutMap(outline: Outline, order: Order = (topics) => topics): MapLayout {
  const { rows, columns } = rowsOf(topicBoxes(outline.roadmap.topics, 0, order));
  const pieces = rows.flatMap((boxes, row) =>
    inRow(boxes, 0, 0, highestOf(boxes)).map((piece) => ({ ...piece, row })),
  );
  const stops = pieces.filter(({ kind }) => kind === 'node');
  const routes = routesOf(stops, wantedEdges(outline), rows.map(highestOf));
  const placed = pieces.map(({ kind, id, title, lines, depth, column, inset, width, height, y, row }) => {
    const place = { x: leftOf(column) + inset, y: y + (routes.tops[row] ?? 0) };
    return { kind, title, depth, shape: { id, ...place, width, height, lines } };
  });
  return {
    width: 2 * MARGIN + columns * PITCH,
    height: routes.bottom + MARGIN,
    nodes: placed.flatMap(({ kind, shape }) => (kind === 'node' ? [shape] : [])),
    regions: placed.flatMap(({ kind, shape, title, depth }) =>
      kind === 'region' ? [{ ...shape, title, depth }] : [],
    ),
    edges: routes.edges,
  };
}

/** Every prerequisite once, from topics that exist. */
function wantedEdges({ leaves }: Outline): { readonly from: string; readonly to: string }[] {
  const known = new Set(leaves.map(({ id }) => id));
  return leaves.flatMap(({ id, prerequisites = [] }) =>
    [...new Set(prerequisites)]
      .filter((from) => known.has(from) && from !== id)
      .map((from) => ({ from, to: id })),
  );
}
