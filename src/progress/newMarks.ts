import { countToday, dayKey } from './activity.ts';
import { localDate } from './days.ts';
import type { Change, Mark, Status } from './record.ts';

/** A change that was not given its place among the others yet. */
export interface Unordered extends Omit<Change, 'mark'> {
  readonly mark: Omit<Mark, 'seq' | 'writer'>;
}

export interface Marking {
  readonly roadmapId: string;
  readonly topicIds: readonly string[];
  readonly status: Status;
  readonly evidence?: unknown;
  readonly now: Date;
}

/** The marks that give topics a status, and the day its count. What a mark says already is not said again. Pure. */
export function newMarks(
  { roadmapId, topicIds, status, evidence, now }: Marking,
  markOf: (key: string) => Mark | undefined,
): Unordered[] {
  const change = (topicId: string, to: Status, shown: unknown): Unordered => {
    const mark = { status: to, at: now.toISOString() };
    return { roadmapId, topicId, mark: shown === undefined ? mark : { ...mark, evidence: shown } };
  };
  const changing = topicIds.filter((topicId) => !says(markOf(topicId), status, evidence));
  const day = dayKey(localDate(now));
  const count = countToday(now, status, changing.map(markOf), markOf(day));
  return [
    ...changing.map((topicId) => change(topicId, status, evidence)),
    ...(count === undefined ? [] : [change(day, 'done', count)]),
  ];
}

/** A question known twice is `done` twice, and only its evidence tells when it comes back. */
function says(mark: Mark | undefined, status: Status, evidence: unknown): boolean {
  if ((mark?.status ?? 'not-started') !== status) return false;
  return evidence === undefined || JSON.stringify(mark?.evidence) === JSON.stringify(evidence);
}
