import { type Change, changesIn, type Mark, markIn, type Progress } from './record.ts';

/**
 * Joins two records into one: per topic the higher `seq` wins, then the greater `writer`.
 * Commutative, associative and idempotent, so places can be read in any order, any number of times.
 * The wall clock has no say: laptops' clocks jump.
 */
export function mergeProgress(a: Progress, b: Progress): Progress {
  return applyChanges(a, changesIn(b));
}

/** The record with each change in it that wins against what is there. The input is left as it was. */
export function applyChanges(progress: Progress, changes: Iterable<Change>): Progress {
  const roadmaps: Record<string, Record<string, Mark>> = Object.create(null);
  for (const [roadmapId, marks] of Object.entries(progress.roadmaps)) {
    roadmaps[roadmapId] = Object.assign(Object.create(null), marks);
  }
  for (const { roadmapId, topicId, mark } of changes) {
    roadmaps[roadmapId] ??= Object.create(null) as Record<string, Mark>;
    const marks = roadmaps[roadmapId];
    const present = marks[topicId];
    if (!present || wins(mark, present)) marks[topicId] = mark;
  }
  return { version: 1, roadmaps };
}

/** What `to` says differently from `from`. */
export function changesBetween(from: Progress, to: Progress): Change[] {
  return changesIn(to).filter(({ roadmapId, topicId, mark }) => {
    const before = markIn(from, roadmapId, topicId);
    return !before || wins(mark, before);
  });
}

export function highestSeq(progress: Progress): number {
  return changesIn(progress).reduce((highest, { mark }) => Math.max(highest, mark.seq), 0);
}

function wins(a: Mark, b: Mark): boolean {
  if (a.seq !== b.seq) return a.seq > b.seq;
  if (a.writer !== b.writer) return a.writer > b.writer;
  // One writer never uses a seq twice; a hand-edited record may. Any total order will do, if it is always the same.
  return canonical(a) > canonical(b);
}

function canonical({ status, at, evidence }: Mark): string {
  return JSON.stringify([status, at, evidence]);
}
