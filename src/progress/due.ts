import { isRecord } from '../isRecord.ts';
import type { Leaf, Question } from '../roadmap/model.ts';
import type { Outline } from '../roadmap/outline.ts';
import { endOfDay } from './days.ts';
import { questionKey } from './parts.ts';
import type { Mark } from './record.ts';

/** Which questions of done topics come back today. Pure; the schedule itself is made by `schedule.ts`. */

export interface DueQuestion {
  readonly leaf: Leaf;
  readonly question: Question;
  /** When it became due, milliseconds since 1970. */
  readonly since: number;
}

/** A question that was never asked comes back this long after its topic was done. */
const FIRST_AFTER = 2 * 24 * 60 * 60 * 1000;

/** Longest overdue first. A question is due all of its day: who learned at nine may review at eight. */
export function dueQuestions(
  outline: Outline,
  markOf: (key: string) => Mark | undefined,
  now: number,
): DueQuestion[] {
  const end = endOfDay(new Date(now));
  const due = outline.leaves.flatMap((leaf) => {
    const mark = markOf(leaf.id);
    if (mark?.status !== 'done') return [];
    return (leaf.questions ?? []).flatMap((question) => {
      const since = dueAt(mark, markOf(questionKey(leaf, question.ask)));
      return since < end ? [{ leaf, question, since }] : [];
    });
  });
  return due.sort((a, b) => a.since - b.since);
}

/** A review is a short thing at the end of an evening. After weeks off hundreds may be due: they wait their turn. */
const SITTING = 20;

/** What one sitting asks: those that were longest due. */
export function sittingOf(due: readonly DueQuestion[]): readonly DueQuestion[] {
  return due.slice(0, SITTING);
}

function dueAt(topic: Mark, question: Mark | undefined): number {
  const due = isRecord(question?.evidence) ? question.evidence.due : undefined;
  const scheduled = typeof due === 'string' ? Date.parse(due) : Number.NaN;
  if (Number.isFinite(scheduled)) return scheduled;
  const done = Date.parse(topic.at);
  return Number.isFinite(done) ? done + FIRST_AFTER : 0;
}
