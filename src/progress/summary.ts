import { type Group, isGroup, type Leaf, type Topic } from '../roadmap/model.ts';
import { leavesOf, type Outline } from '../roadmap/outline.ts';
import { type Counts, countLeaves, type StatusOf } from './counts.ts';
import { daysBefore } from './days.ts';
import { hoursOf, type Recent, recentIn } from './pace.ts';
import type { Mark } from './record.ts';

/** What the learner has done so far, in numbers that say only what is known. Pure. */

export interface Summary {
  readonly counts: Counts;
  readonly hours: { readonly done: number; readonly left: number };
  /** Every group, in the roadmap's order: a stage, then what is in it. */
  readonly groups: readonly GroupSummary[];
  /** Local date → how many topics and parts of topics were marked on it. */
  readonly activity: ReadonlyMap<string, number>;
  /** Days in a row up to today or yesterday on which something was marked. */
  readonly streak: number;
  /** Days of the last 28 on which something was marked. */
  readonly activeDays: number;
  readonly recent: Recent | undefined;
}

export interface GroupSummary {
  readonly group: Group;
  /** The groups it is in, from the stage down; empty for a stage. */
  readonly path: readonly Group[];
  readonly counts: Counts;
  readonly hoursLeft: number;
}

/**
 * @param activity as `activityIn` gives it
 * @param today the local date, as `localDate` gives it
 */
export function summarize(
  outline: Outline,
  markOf: (topicId: string) => Mark | undefined,
  activity: ReadonlyMap<string, number>,
  today: string,
): Summary {
  const statusOf = (id: string) => markOf(id)?.status ?? 'not-started';
  const isDone = ({ id }: Leaf) => statusOf(id) === 'done';
  const groupsOf = (topics: readonly Topic[], path: readonly Group[]): GroupSummary[] =>
    topics.filter(isGroup).flatMap((group) => [
      {
        group,
        path,
        counts: countLeaves([group], statusOf),
        hoursLeft: hoursLeftIn(leavesOf(group), statusOf),
      },
      ...groupsOf(group.topics, [...path, group]),
    ]);
  return {
    counts: countLeaves(outline.roadmap.topics, statusOf),
    hours: { done: hoursOf(outline.leaves.filter(isDone)), left: hoursLeftIn(outline.leaves, statusOf) },
    groups: groupsOf(outline.roadmap.topics, []),
    activity,
    streak: streakIn(activity, today),
    activeDays: daysBefore(today, 28).filter((day) => activity.has(day)).length,
    recent: recentIn(outline.leaves, markOf, activity, today),
  };
}

/** The hours of what is neither done nor skipped. */
export function hoursLeftIn(leaves: readonly Leaf[], statusOf: StatusOf): number {
  return hoursOf(leaves.filter(({ id }) => !['done', 'skipped'].includes(statusOf(id))));
}

/** A day that is not over breaks nothing: the count goes back from today, or from yesterday when today is empty. */
function streakIn(activity: ReadonlyMap<string, number>, today: string): number {
  const days = daysBefore(today, 400);
  const start = activity.has(days[0] ?? '') ? 0 : 1;
  const gap = days.slice(start).findIndex((day) => !activity.has(day));
  return gap === -1 ? days.length - start : gap;
}
