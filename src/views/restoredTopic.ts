import type { Outline } from '../roadmap/outline.ts';

/**
 * The topic of a page that the editor kept through a reload, from the state that was stored with it. What another
 * version stored is not understood: that page shows the roadmap's first topic. Pure.
 */
export function restoredTopic({ leaves }: Outline, state: unknown): string {
  const topicId = (state as { topicId?: unknown } | null | undefined)?.topicId;
  return typeof topicId === 'string' ? topicId : (leaves[0]?.id ?? '');
}
