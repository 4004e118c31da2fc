import type { Leaf, Resource, Track } from '../roadmap/model.ts';
import type { Outline } from '../roadmap/outline.ts';
import type { StatusOf } from './counts.ts';
import { partKey } from './parts.ts';

/** What to do now, and why. Computed from what is on this machine, the same every time. Pure. */

export type Reason =
  | { readonly kind: 'in-progress' }
  | { readonly kind: 'on-track'; readonly title: string }
  | { readonly kind: 'unlocked-by'; readonly title: string }
  | { readonly kind: 'start' }
  | { readonly kind: 'needs-skipped' }
  | { readonly kind: 'unlocks'; readonly count: number };

export interface Suggestion {
  readonly leaf: Leaf;
  /** The first one says why it stands where it stands. */
  readonly reasons: readonly Reason[];
  /** The first resource that was not read and fits the evening; the shortest unread one when none does. */
  readonly resource?: Resource;
  /** Whether that resource fits one evening. */
  readonly fitsEvening?: boolean;
}

export interface UpNextOptions {
  readonly track?: Track | undefined;
  /** How long an evening is. */
  readonly minutes: number;
  readonly limit: number;
}

/**
 * Topics that can be worked on now: what is in progress, then the chosen track in its order; when nothing on it is
 * open, what was just unlocked, then the roadmap's order. A topic is open when each of its prerequisites is done or
 * skipped.
 */
export function upNext(outline: Outline, statusOf: StatusOf, options: UpNextOptions): Suggestion[] {
  const place = new Map((options.track?.topics ?? []).map((id, index) => [id, index]));
  const open = outline.leaves.flatMap((leaf, index) => {
    const status = statusOf(leaf.id);
    const settled = (id: string) => status === 'in-progress' || isSettled(statusOf(id));
    const isOpen = status === 'in-progress' || status === 'not-started';
    if (!isOpen || !(leaf.prerequisites ?? []).every(settled)) return [];
    const done = (leaf.prerequisites ?? []).find((id) => statusOf(id) === 'done');
    const wanted = outline.unlockedBy(leaf.id).length > 0;
    const rank = status === 'in-progress' ? 0 : place.has(leaf.id) ? 1 : done ? 2 : wanted ? 3 : 4;
    return [{ leaf, index, rank, done }];
  });
  open.sort(
    (a, b) =>
      a.rank - b.rank ||
      (place.get(a.leaf.id) ?? Number.POSITIVE_INFINITY) -
        (place.get(b.leaf.id) ?? Number.POSITIVE_INFINITY) ||
      a.index - b.index,
  );
  // What needs nothing and leads nowhere, such as what a job pays, can wait until something is under way.
  const waiting = open.filter(({ rank }) => rank < 4 || open[0]?.rank === 4);
  const isOnTrack = waiting.some(({ leaf }) => place.has(leaf.id));
  const shown = waiting.filter(({ rank }) => rank <= 1 || !isOnTrack);
  return shown.slice(0, options.limit).map(({ leaf, rank, done }) => ({
    leaf,
    reasons: reasonsFor(outline, statusOf, leaf, rank, done, options),
    ...resourceFor(leaf, statusOf, options.minutes),
  }));
}

function isSettled(status: string): boolean {
  return status === 'done' || status === 'skipped';
}

function reasonsFor(
  outline: Outline,
  statusOf: StatusOf,
  leaf: Leaf,
  rank: number,
  done: string | undefined,
  { track }: UpNextOptions,
): Reason[] {
  const title = done === undefined ? undefined : outline.topic(done)?.title;
  const why: Reason =
    rank === 0
      ? { kind: 'in-progress' }
      : rank === 1 && track
        ? { kind: 'on-track', title: track.title }
        : title !== undefined
          ? { kind: 'unlocked-by', title }
          : (leaf.prerequisites ?? []).length > 0
            ? { kind: 'needs-skipped' }
            : { kind: 'start' };
  // A topic that needs others, too, is not unlocked by this one.
  const settled = (id: string) => id === leaf.id || isSettled(statusOf(id));
  const count = outline
    .unlockedBy(leaf.id)
    .filter(
      ({ id, prerequisites = [] }) => statusOf(id) === 'not-started' && prerequisites.every(settled),
    ).length;
  return count > 0 ? [why, { kind: 'unlocks', count }] : [why];
}

function resourceFor(
  leaf: Leaf,
  statusOf: StatusOf,
  minutes: number,
): Pick<Suggestion, 'resource' | 'fitsEvening'> {
  const unread = leaf.resources.filter(({ url }) => statusOf(partKey(leaf.id, 'read', url)) !== 'done');
  const shortest = [...unread].sort((a, b) => a.minutes - b.minutes)[0];
  const resource = unread.find((one) => one.minutes <= minutes) ?? shortest;
  return resource ? { resource, fitsEvening: resource.minutes <= minutes } : {};
}

export function reasonText(reason: Reason): string {
  switch (reason.kind) {
    case 'in-progress':
      return 'in progress';
    case 'on-track':
      return `on your track “${reason.title}”`;
    case 'unlocked-by':
      return `you finished ${reason.title}`;
    case 'start':
      return 'needs nothing first';
    case 'needs-skipped':
      return 'you skipped what it needs';
    case 'unlocks':
      return reason.count === 1 ? 'unlocks 1 topic' : `unlocks ${reason.count} topics`;
  }
}

/** An evening, in minutes: a third of the week's hours, and something that fits one. */
export function eveningMinutes(hoursPerWeek: number): number {
  const minutes = Number.isFinite(hoursPerWeek) ? (hoursPerWeek * 60) / 3 : 0;
  return Math.min(180, Math.max(30, Math.round(minutes)));
}
