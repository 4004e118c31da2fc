import { isRecord } from '../isRecord.ts';
import { dayOf } from '../progress/activity.ts';
import type { Mark } from '../progress/record.ts';
import { capital, dateText, plural, statusWords } from '../words.ts';

/**
 * Since when a topic is done or skipped, and what showed it: "Done since November 28, 2026, when all 6 milestones of
 * “my-lab” passed". Nothing for what goes on, and for a mark without a date. Pure: evidence may come from a file.
 */
export function markText(mark: Mark | undefined): string {
  const day = mark && dayOf(mark);
  if (!day || mark.status === 'in-progress') return '';
  return `${capital(statusWords[mark.status])} since ${dateText(day)}${evidenceText(mark.evidence)}`;
}

function evidenceText(evidence: unknown): string {
  if (!isRecord(evidence)) return '';
  const { folder, milestones, testsEdited } = evidence;
  if (typeof folder !== 'string' || typeof milestones !== 'number') return '';
  const all = milestones === 1 ? 'the milestone' : `all ${plural(milestones, 'milestone')}`;
  return `, when ${all} of “${folder}” passed${testsEdited === true ? ', with edited tests' : ''}`;
}
