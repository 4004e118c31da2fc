import { isRecord } from '../isRecord.ts';

/** What the learner has done, as it is kept on disk. Everything here is pure. */

export const statuses = ['not-started', 'in-progress', 'done', 'skipped'] as const;
export type Status = (typeof statuses)[number];

export interface Mark {
  readonly status: Status;
  /** When it was made, ISO 8601. Shown to the learner, never used to decide which mark wins. */
  readonly at: string;
  /** A Lamport counter: higher than that of every mark its writer had seen. */
  readonly seq: number;
  /** The window that made it. */
  readonly writer: string;
  readonly evidence?: unknown;
}

export type Marks = Readonly<Record<string, Mark>>;

export interface Progress {
  readonly version: 1;
  /** Roadmap id → topic id → mark. Ids that no roadmap knows (any more) are kept. */
  readonly roadmaps: Readonly<Record<string, Marks>>;
}

/** One topic's new mark. */
export interface Change {
  readonly roadmapId: string;
  readonly topicId: string;
  readonly mark: Mark;
}

export const noProgress: Progress = { version: 1, roadmaps: {} };

/** What a place held: nothing, a sound record, one with damaged parts, or one of a newer version. */
export type Reading =
  | { readonly kind: 'none' }
  | { readonly kind: 'sound'; readonly progress: Progress }
  | { readonly kind: 'damaged'; readonly progress: Progress }
  | { readonly kind: 'newer'; readonly version: number };

/** Reads a stored value without trusting it. `progress` of a damaged one is what could be saved. */
export function readProgress(stored: unknown): Reading {
  if (stored === undefined) return { kind: 'none' };
  if (!isRecord(stored)) return { kind: 'damaged', progress: noProgress };
  if (typeof stored.version === 'number' && stored.version > 1)
    return { kind: 'newer', version: stored.version };
  if (stored.version !== 1 || !isRecord(stored.roadmaps)) return { kind: 'damaged', progress: noProgress };

  let sound = true;
  const roadmaps: Record<string, Marks> = Object.create(null);
  for (const [roadmapId, stored_] of Object.entries(stored.roadmaps)) {
    if (!isRecord(stored_)) {
      sound = false;
      continue;
    }
    const marks: Record<string, Mark> = Object.create(null);
    for (const [topicId, mark] of Object.entries(stored_)) {
      if (isMark(mark)) marks[topicId] = structuredClone(mark);
      else sound = false;
    }
    roadmaps[roadmapId] = marks;
  }
  return { kind: sound ? 'sound' : 'damaged', progress: { version: 1, roadmaps } };
}

/** No learner gets there; a file from elsewhere must not bring the counter where it cannot count on. */
const HIGHEST_SEQ = 2 ** 50;

export function isMark(value: unknown): value is Mark {
  return (
    isRecord(value) &&
    statuses.includes(value.status as Status) &&
    typeof value.at === 'string' &&
    Number.isSafeInteger(value.seq) &&
    (value.seq as number) > 0 &&
    (value.seq as number) < HIGHEST_SEQ &&
    typeof value.writer === 'string'
  );
}

/** The mark of a topic. Safe for topics called `constructor`. */
export function markIn(progress: Progress, roadmapId: string, topicId: string): Mark | undefined {
  const marks = own(progress.roadmaps, roadmapId);
  return marks && own(marks, topicId);
}

function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** Every mark of the record, one by one. */
export function changesIn(progress: Progress): Change[] {
  return Object.entries(progress.roadmaps).flatMap(([roadmapId, marks]) =>
    Object.entries(marks).map(([topicId, mark]) => ({ roadmapId, topicId, mark })),
  );
}
