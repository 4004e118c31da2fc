import type { Piece } from './boxes.ts';
import { Channels, type Lanes } from './lanes.ts';
import type { MapEdge } from './layout.ts';
import { GUTTER, leftOf, MARGIN, NODE_WIDTH } from './measures.ts';

export type Point = readonly [x: number, y: number];

/** A topic on the grid: `y` counts from the top of its row. */
export type Stop = Piece & { readonly row: number };

export interface Routes {
  /** Where each row begins. The lines decide how much room there must be between two. */
  readonly tops: readonly number[];
  readonly bottom: number;
  readonly edges: readonly MapEdge[];
}

/** A line leaves a topic to the right and comes to the next from the left, through gutters and one corridor. */
interface Plan {
  readonly from: Stop;
  readonly to: Stop;
  /** The gutter on the left of a column has its number. */
  readonly out: number;
  readonly into: number;
  /** The corridor above a row has its number. Not needed when both topics touch the same gutter. */
  readonly corridor: number | undefined;
}

/** Farther than any row is high: puts rows one below the other before it is known where they are. */
const ROW = 1e6;

/** Leads every line around all topics. Lines from the same topic run together until they part. */
export function routesOf(
  stops: readonly Stop[],
  wanted: readonly { readonly from: string; readonly to: string }[],
  heights: readonly number[],
): Routes {
  const byId = new Map(stops.map((stop) => [stop.id, stop]));
  const ends = wanted.flatMap(({ from: source, to: target }) => {
    const [from, to] = [byId.get(source), byId.get(target)];
    return from && to ? [{ from, to }] : [];
  });
  const isAbove = upperSides(ends, heights);
  const plans = ends.map(({ from, to }) => planOf(from, to, isAbove(from)));
  const columns = Math.max(0, ...stops.map(({ column }) => column)) + 1;
  const gutters = new Channels();
  const corridors = new Channels();
  for (const plan of plans) occupy(plan, gutters, corridors);
  const across = corridors.lanes(heights.length + 1);
  const down = gutters.lanes(columns + 1);
  const { tops, middles, bottom } = rowsAt(heights, across);
  const entries = entriesOf(plans);

  const yOf = ({ row, y }: Stop) => (tops[row] ?? 0) + y;
  const edges = plans.map((plan): MapEdge => {
    const { from, to, out, into, corridor } = plan;
    const net = from.id;
    const inGutter = (gutter: number) => leftOf(gutter) - GUTTER / 2 + shift(down[gutter], net, GUTTER - 12);
    const start = yOf(from) + from.height * 0.62;
    const end = yOf(to) + (entries.get(plan) ?? 0);
    const between: Point[] =
      corridor === undefined
        ? [
            [inGutter(into), start],
            [inGutter(into), end],
          ]
        : cornersAt(
            inGutter(out),
            inGutter(into),
            start,
            end,
            (middles[corridor] ?? 0) + shift(across[corridor], net, 60),
          );
    const exit = leftOf(from.column) + (out === from.column ? 0 : NODE_WIDTH);
    const points: Point[] = [[exit, start], ...between, [leftOf(to.column), end]];
    return { from: net, to: to.id, points: points.map(rounded) };
  });
  return { tops, bottom, edges };
}

function cornersAt(out: number, into: number, start: number, end: number, corridor: number): Point[] {
  return [
    [out, start],
    [out, corridor],
    [into, corridor],
    [into, end],
  ];
}

function planOf(from: Stop, to: Stop, isAbove: boolean): Plan {
  const into = to.column;
  // Below each other: around the left side. Side by side: through the gutter between them.
  if (into === from.column || into === from.column + 1)
    return { from, to, out: into, into, corridor: undefined };
  const above = from.row > to.row || (from.row === to.row && isAbove);
  return { from, to, out: from.column + 1, into, corridor: above ? from.row : from.row + 1 };
}

/** Whether the lines from a topic to others of its row run above the row: all of them do, or none. */
function upperSides(ends: readonly { from: Stop; to: Stop }[], heights: readonly number[]) {
  const balance = new Map<Stop, number>();
  for (const { from, to } of ends) {
    const further = from.row === to.row ? from.y + to.y + from.height - (heights[from.row] ?? 0) : 1;
    balance.set(from, (balance.get(from) ?? 0) + further);
  }
  return (from: Stop) => (balance.get(from) ?? 0) < 0;
}

function occupy({ from, to, out, into, corridor }: Plan, gutters: Channels, corridors: Channels): void {
  const [start, end] = [from.row * ROW + from.y, to.row * ROW + to.y];
  if (corridor === undefined) {
    gutters.add(into, from.id, start, end);
    return;
  }
  const between = corridor * ROW - ROW / 2;
  gutters.add(out, from.id, start, between);
  gutters.add(into, from.id, between, end);
  corridors.add(corridor, from.id, out, into);
}

function rowsAt(heights: readonly number[], across: readonly Lanes[]) {
  const tops: number[] = [];
  const middles: number[] = [];
  let y = MARGIN;
  for (const [index, { count }] of across.entries()) {
    const outside = index === 0 || index === heights.length;
    const corridor = count === 0 ? (outside ? 0 : 14) : Math.min(64, 14 + count * 4);
    middles.push(y + corridor / 2);
    tops.push(y + corridor);
    y += corridor + (heights[index] ?? 0);
  }
  return { tops, middles, bottom: y };
}

/** How far a lane is off the middle of its channel. */
function shift(lanes: Lanes | undefined, net: string, room: number): number {
  if (!lanes || lanes.count === 0) return 0;
  const gap = Math.min(4, room / lanes.count);
  return (lanes.laneOf(net) - (lanes.count - 1) / 2) * gap;
}

/** At which height each line comes in, so that two are not taken for one. */
function entriesOf(plans: readonly Plan[]): Map<Plan, number> {
  const lines = new Map<Stop, Plan[]>();
  for (const plan of plans) lines.set(plan.to, [...(lines.get(plan.to) ?? []), plan]);
  const entries = new Map<Plan, number>();
  for (const [{ height }, into] of lines) {
    const gap = Math.min(7, (height - 16) / into.length);
    for (const [index, plan] of into.entries()) {
      entries.set(plan, height * 0.42 + (index - (into.length - 1) / 2) * gap);
    }
  }
  return entries;
}

function rounded([x, y]: Point): Point {
  return [Math.round(x * 10) / 10, Math.round(y * 10) / 10];
}
