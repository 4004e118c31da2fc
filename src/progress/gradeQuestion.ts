import { isRecord } from '../isRecord.ts';
import type { Leaf } from '../roadmap/model.ts';
import type { ProgressStore } from './ProgressStore.ts';
import { questionKey } from './parts.ts';
import { afterAnswer } from './schedule.ts';

/** Keeps how well a question was known, and with it when it comes back. */
export function gradeQuestion(
  store: Pick<ProgressStore, 'markOf' | 'setStatus'>,
  roadmapId: () => string,
  now = () => new Date(),
) {
  return async (leaf: Leaf, ask: string, knewIt: boolean): Promise<void> => {
    const key = questionKey(leaf, ask);
    const kept = store.markOf(roadmapId(), key)?.evidence;
    const card = afterAnswer(isRecord(kept) ? kept : undefined, knewIt, now());
    await store.setStatus(roadmapId(), [key], knewIt ? 'done' : 'in-progress', card);
  };
}
