import type { Leaf } from '../roadmap/model.ts';
import { dayOf } from './activity.ts';
import { daysBefore, localDate } from './days.ts';
import type { Mark } from './record.ts';

/** How fast the learner is, and when they could be done at a pace. Pure. */

export function hoursOf(leaves: readonly Leaf[]): number {
  return leaves.reduce((total, { hours }) => total + hours, 0);
}

/** What the learner finished lately. */
export interface Recent {
  readonly topics: number;
  /** By the roadmap's estimates. */
  readonly hoursPerWeek: number;
  readonly days: number;
}

/** Up to four weeks; nothing before the second week is over, when a good evening would pass for a pace. */
export function recentIn(
  leaves: readonly Leaf[],
  markOf: (topicId: string) => Mark | undefined,
  activity: ReadonlyMap<string, number>,
  today: string,
): Recent | undefined {
  const window = daysBefore(today, 28);
  const first = [...activity.keys()].sort()[0] ?? today;
  const days = window.filter((day) => day >= first).length;
  if (days < 14) return undefined;
  const finished = leaves.filter(({ id }) => {
    const mark = markOf(id);
    return mark?.status === 'done' && window.includes(dayOf(mark) ?? '');
  });
  return { topics: finished.length, hoursPerWeek: hoursOf(finished) / (days / 7), days };
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
