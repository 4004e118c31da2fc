import { localDate } from './days.ts';
import type { Change, Mark, Status } from './record.ts';

/**
 * On which days the learner marked something. A topic keeps its last mark only, so each day has a mark of its own
 * beside those of topics, under `#day:2026-11-24`: how many topics and parts of topics were marked on it. It is
 * merged, journaled and carried along like any other, and is no topic to anybody else. Pure.
 */
const PREFIX = '#day:';

export function dayKey(day: string): string {
  return `${PREFIX}${day}`;
}

/** Whether a change is about a topic or a part of one, as almost all are. */
export function isOfTopic({ topicId }: Pick<Change, 'topicId'>): boolean {
  return !topicId.startsWith(PREFIX);
}

/**
 * How much was marked today once these topics get this status; nothing when that is as before. What is marked
 * twice in a day counts once, and what is taken back the same day not at all.
 * @param before the marks that the topics have now
 * @param kept the mark of the day
 */
export function countToday(
  now: Date,
  status: Status,
  before: readonly (Mark | undefined)[],
  kept: Mark | undefined,
): number | undefined {
  const today = localDate(now);
  const counted = before.filter((mark) => mark && dayOf(mark) === today).length;
  const more = status === 'not-started' ? -counted : before.length - counted;
  return more === 0 ? undefined : Math.max(0, countIn(kept) + more);
}

/** Local date → what was kept for it. */
export function daysIn(changes: readonly Change[]): Map<string, number> {
  return new Map(
    changes
      .filter((change) => !isOfTopic(change))
      .map(({ topicId, mark }) => [topicId.slice(PREFIX.length), countIn(mark)]),
  );
}

/**
 * Local date → how many topics and parts were marked on it. The marks themselves tell of days before counts were
 * kept, and of what another window counted at the same time.
 */
export function activityIn(
  changes: readonly Change[],
  days: ReadonlyMap<string, number>,
): Map<string, number> {
  const activity = new Map<string, number>();
  for (const { mark } of changes) {
    const day = dayOf(mark);
    if (day !== undefined) activity.set(day, (activity.get(day) ?? 0) + 1);
  }
  for (const [day, count] of days) {
    if (count > (activity.get(day) ?? 0)) activity.set(day, count);
  }
  return activity;
}

/** The day a mark counts for. A mark that was taken away counts for none. */
export function dayOf({ status, at }: Mark): string | undefined {
  const made = new Date(at);
  return status === 'not-started' || Number.isNaN(made.getTime()) ? undefined : localDate(made);
}

function countIn(mark: Mark | undefined): number {
  const count = mark?.evidence;
  return typeof count === 'number' && Number.isSafeInteger(count) && count > 0 ? count : 0;
}
