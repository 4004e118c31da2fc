/** From where to where a line runs along a channel. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Lanes {
  readonly count: number;
  readonly laneOf: (net: string) => number;
}

/**
 * Lays lines side by side where they would cover each other; lines that do not meet share a lane. This is the
 * left-edge algorithm of channel routing (Hashimoto and Stevens, 1971). All lines of a net are one.
 */
export function lanesOf(spans: ReadonlyMap<string, Span>): Lanes {
  const ends: number[] = [];
  const lanes = new Map<string, number>();
  for (const [net, { start, end }] of [...spans].sort(([, one], [, other]) => one.start - other.start)) {
    const free = ends.findIndex((last) => last < start);
    const lane = free < 0 ? ends.length : free;
    ends[lane] = end;
    lanes.set(net, lane);
  }
  return { count: ends.length, laneOf: (net) => lanes.get(net) ?? 0 };
}

/** The channels of the map, filled line by line. */
export class Channels {
  readonly #spans = new Map<number, Map<string, Span>>();

  add(channel: number, net: string, from: number, to: number): void {
    const spans = this.#spans.get(channel) ?? new Map<string, Span>();
    const known = spans.get(net) ?? { start: Number.POSITIVE_INFINITY, end: Number.NEGATIVE_INFINITY };
    spans.set(net, { start: Math.min(known.start, from, to), end: Math.max(known.end, from, to) });
    this.#spans.set(channel, spans);
  }

  /** The lanes of each channel up to `count`. */
  lanes(count: number): Lanes[] {
    return Array.from({ length: count }, (_, channel) => lanesOf(this.#spans.get(channel) ?? new Map()));
  }
}
