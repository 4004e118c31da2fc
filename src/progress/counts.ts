import { type Group, isGroup, type Topic } from '../roadmap/model.ts';
import type { Status } from './record.ts';

export type StatusOf = (topicId: string) => Status;

/** How many leaves stand below a topic (a leaf counts itself), and in which state. */
export interface Counts {
  readonly total: number;
  readonly done: number;
  readonly inProgress: number;
  readonly skipped: number;
}

export function countLeaves(topics: readonly Topic[], statusOf: StatusOf): Counts {
  const counts = { total: 0, done: 0, inProgress: 0, skipped: 0 };
  const visit = (topic: Topic): void => {
    if (isGroup(topic)) {
      topic.topics.forEach(visit);
      return;
    }
    counts.total++;
    const status = statusOf(topic.id);
    if (status === 'done') counts.done++;
    else if (status === 'in-progress') counts.inProgress++;
    else if (status === 'skipped') counts.skipped++;
  };
  topics.forEach(visit);
  return counts;
}

/**
 * A group has no mark of its own. It is done when nothing is left to do in it and something was done,
 * skipped when everything in it was, and in progress as soon as anything in it moved.
 */
export function groupStatus(group: Group, statusOf: StatusOf): Status {
  const { total, done, inProgress, skipped } = countLeaves(group.topics, statusOf);
  if (skipped === total) return 'skipped';
  if (done + skipped === total) return 'done';
  return done + inProgress > 0 ? 'in-progress' : 'not-started';
}
