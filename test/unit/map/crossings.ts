import type { MapLayout } from '../../../src/map/layout.ts';

interface Segment {
  readonly net: string;
  /** Where it stands across its direction, and from where to where it runs. */
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

/** How often lines of different topics cross: the fewer, the calmer the picture. Pure. */
export function crossingsOf({ edges }: MapLayout): number {
  const across = new Map<string, Segment>();
  const down = new Map<string, Segment>();
  for (const { from: net, points } of edges) {
    for (const [index, [x, y]] of points.entries()) {
      const [beforeX, beforeY] = points[index - 1] ?? [x, y];
      const [kind, at, from, to] = y === beforeY ? [across, y, beforeX, x] : [down, x, beforeY, y];
      const segment = { net, at, from: Math.min(from, to), to: Math.max(from, to) };
      // What several lines of one topic share counts once.
      if (from !== to) kind.set(JSON.stringify(segment), segment);
    }
  }
  const points = new Set<string>();
  for (const one of across.values()) {
    for (const other of down.values()) {
      const meet = other.at > one.from && other.at < one.to && one.at > other.from && one.at < other.to;
      if (meet && one.net !== other.net) points.add(`${one.net}\n${other.net}\n${other.at}\n${one.at}`);
    }
  }
  return points.size;
}
