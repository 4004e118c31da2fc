import { isRecord } from '../isRecord.ts';
import { applyChanges } from './merge.ts';
import { type Change, isMark, noProgress, type Progress } from './record.ts';

/** A journal is one line of JSON per change. Each window appends to a file of its own. Pure. */

export function journalText(changes: readonly Change[]): string {
  return changes
    .map(({ roadmapId, topicId, mark }) => `${JSON.stringify({ v: 1, roadmapId, topicId, mark })}\n`)
    .join('');
}

export interface JournalReading {
  readonly progress: Progress;
  /** Lines that could not be read: half written when a window was killed, of a newer version, or damaged. */
  readonly unread: number;
}

export function readJournal(text: string): JournalReading {
  const changes: Change[] = [];
  let unread = 0;
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const change = readLine(line);
    if (change) changes.push(change);
    else unread++;
  }
  return { progress: applyChanges(noProgress, changes), unread };
}

function readLine(line: string): Change | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (!isRecord(value) || value.v !== 1 || !isMark(value.mark)) return undefined;
  const { roadmapId, topicId, mark } = value;
  if (typeof roadmapId !== 'string' || typeof topicId !== 'string') return undefined;
  return { roadmapId, topicId, mark };
}
