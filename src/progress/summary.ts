import type { Group } from '../roadmap/model.ts';
import { leavesOf, type Outline } from '../roadmap/outline.ts';
import { type Counts, countLeaves } from './counts.ts';
import { daysBefore, localDate } from './days.ts';
import type { Mark } from './record.ts';

/** What the learner has done so far, in numbers that say only what is known. Pure. */

export interface Summary {
  readonly counts: Counts;
  readonly hours: { readonly done: number; readonly left: number };
  readonly stages: readonly StageSummary[];
  /** Local date → how many topics and parts of topics were marked on it. */
  readonly activity: ReadonlyMap<string, number>;
  /** Days in a row up to today or yesterday on which something was marked. */
  readonly streak: number;
  /** Days of the last 28 on which something was marked. */
  readonly activeDays: number;
}

export interface StageSummary {
  readonly stage: Group;
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
  const hoursOf = (status: (id: string) => boolean, stage?: Group) =>
    (stage ? leavesOf(stage) : outline.leaves)
      .filter(({ id }) => status(id))
      .reduce((total, { hours }) => total + hours, 0);
  const isDone = (id: string) => statusOf(id) === 'done';
  const isLeft = (id: string) => statusOf(id) === 'not-started' || statusOf(id) === 'in-progress';
  const stages = outline.roadmap.topics.flatMap((stage) =>
    stage.topics === undefined
      ? []
      : [{ stage, counts: countLeaves([stage], statusOf), hoursLeft: hoursOf(isLeft, stage) }],
  );
  return {
    counts: countLeaves(outline.roadmap.topics, statusOf),
    hours: { done: hoursOf(isDone), left: hoursOf(isLeft) },
    stages,
    activity,
    streak: streakIn(activity, today),
    activeDays: daysBefore(today, 28).filter((day) => activity.has(day)).length,
  };
}

/** A day that is not over breaks nothing: the count goes back from today, or from yesterday when today is empty. */
function streakIn(activity: ReadonlyMap<string, number>, today: string): number {
  const days = daysBefore(today, 400);
  const start = activity.has(days[0] ?? '') ? 0 : 1;
  const gap = days.slice(start).findIndex((day) => !activity.has(day));
  return gap === -1 ? days.length - start : gap;
}

export interface Pace {
  readonly weeks: number;
  /** Local dates: with a quarter more time a week than planned, and with half of it. */
  readonly earliest: string;
  readonly likely: string;
  readonly latest: string;
}

/**
 * When the hours that are left would be over. A plan is not a promise, so it is a range: people plan too
 * much rather than too little, which is why the late side is longer.
 */
export function paceFor(hoursLeft: number, hoursPerWeek: number, today: string): Pace | undefined {
  if (!(hoursPerWeek > 0) || hoursLeft <= 0) return undefined;
  const [year = 0, month = 1, date = 1] = today.split('-').map(Number);
  const after = (weeks: number) => localDate(new Date(year, month - 1, date + Math.ceil(weeks * 7), 12));
  const weeks = hoursLeft / hoursPerWeek;
  return { weeks, earliest: after(weeks / 1.25), likely: after(weeks), latest: after(weeks * 2) };
}
