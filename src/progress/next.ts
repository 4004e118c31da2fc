import type { Leaf } from '../roadmap/model.ts';
import type { Outline } from '../roadmap/outline.ts';
import type { StatusOf } from './counts.ts';

/**
 * What to do now: the first topic in progress; else the first one not started whose prerequisites
 * are all done or skipped. `undefined` when nothing is left. There is always one when something is
 * left, because prerequisites never go in a circle.
 */
export function nextTopic(outline: Outline, statusOf: StatusOf): Leaf | undefined {
  const settled = (topicId: string): boolean => ['done', 'skipped'].includes(statusOf(topicId));
  return (
    outline.leaves.find(({ id }) => statusOf(id) === 'in-progress') ??
    outline.leaves.find(
      ({ id, prerequisites = [] }) => statusOf(id) === 'not-started' && prerequisites.every(settled),
    )
  );
}
