import { activityIn } from '../../../src/progress/activity.ts';
import type { Mark, Status } from '../../../src/progress/record.ts';
import { type Summary, summarize } from '../../../src/progress/summary.ts';
import { sampleOutline } from '../samples.ts';

const outline = sampleOutline();

/** A Tuesday. */
export const TODAY = '2026-11-24';

export type Marks = Readonly<Record<string, readonly [Status, at: string]>>;

/** The sums of these marks in the sample roadmap. */
export function sampleSummary(marks: Marks): Summary {
  const all = Object.entries(marks).map(([topicId, [status, at]]) => {
    const mark: Mark = { status, at, seq: 1, writer: 'w' };
    return { roadmapId: 'sample', topicId, mark };
  });
  const markOf = (id: string) => all.find(({ topicId }) => topicId === id)?.mark;
  return summarize(outline, markOf, activityIn(all, new Map()), TODAY);
}
