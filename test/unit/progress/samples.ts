import * as fc from 'fast-check';
import type { Memento } from 'vscode';
import { mergeProgress } from '../../../src/progress/merge.ts';
import { ProgressStore } from '../../../src/progress/ProgressStore.ts';
import type { Place, PlaceReading } from '../../../src/progress/place.ts';
import { type Change, type Mark, noProgress, type Progress, statuses } from '../../../src/progress/record.ts';

export function mark(status: Mark['status'], seq: number, writer = 'w'): Mark {
  return { status, at: '2026-11-24T20:00:00.000Z', seq, writer };
}

export function progressOf(marks: Readonly<Record<string, Mark>>, roadmapId = 'sample'): Progress {
  return { version: 1, roadmaps: { [roadmapId]: marks } };
}

/** The same value without prototypes in the way of a comparison. */
export function plain<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}

const names = fc.constantFrom('a', 'b', 'constructor', '__proto__', 'toString', 'to-be');

export const anyMark: fc.Arbitrary<Mark> = fc.record({
  status: fc.constantFrom(...statuses),
  at: fc.constantFrom('2026-01-01T00:00:00.000Z', '1970-01-01T00:00:00.000Z', '+010000-01-01T00:00:00.000Z'),
  seq: fc.integer({ min: 1, max: 4 }),
  writer: fc.constantFrom('v', 'w'),
});

export const anyProgress: fc.Arbitrary<Progress> = fc
  .array(fc.record({ roadmapId: names, topicId: names, mark: anyMark }), { maxLength: 8 })
  .map((changes) =>
    changes.reduce(
      (progress, { roadmapId, topicId, mark: one }) =>
        mergeProgress(progress, {
          version: 1,
          roadmaps: Object.fromEntries([[roadmapId, Object.fromEntries([[topicId, one]])]]),
        }),
      noProgress,
    ),
  );

/** A memento as the editor has it: values go through JSON, and `get` hands out the live object. */
export class TestMemento implements Memento {
  readonly values = new Map<string, unknown>();
  fails: Error | undefined;

  keys(): readonly string[] {
    return [...this.values.keys()];
  }

  get<T>(key: string, otherwise?: T): T | undefined {
    return this.values.has(key) ? (this.values.get(key) as T) : otherwise;
  }

  async update(key: string, value: unknown): Promise<void> {
    if (this.fails) throw this.fails;
    this.values.set(key, JSON.parse(JSON.stringify(value)));
  }
}

/** A real store over one place, whose clock the test sets. */
export function storeAt(place: TestPlace, now: () => Date): ProgressStore {
  return new ProgressStore({
    places: [place],
    initial: noProgress,
    writer: 'w',
    now,
    onNotice: () => undefined,
    onFault: () => undefined,
  });
}

/** A place in memory that can fail, hang, and be watched. */
export class TestPlace implements Place {
  readonly name: string;
  held: Progress;
  writes: Change[][] = [];
  readFails: Error | undefined;
  writeFails: Error | undefined;
  hangs = false;

  constructor(name: string, held: Progress = noProgress) {
    this.name = name;
    this.held = held;
  }

  async read(): Promise<PlaceReading> {
    if (this.hangs) await new Promise(() => undefined);
    if (this.readFails) throw this.readFails;
    return { progress: this.held };
  }

  async write(progress: Progress, changes: readonly Change[]): Promise<void> {
    if (this.hangs) await new Promise(() => undefined);
    if (this.writeFails) throw this.writeFails;
    this.held = progress;
    this.writes.push([...changes]);
  }
}
