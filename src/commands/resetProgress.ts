import { topicOf } from '../progress/parts.ts';
import type { Change } from '../progress/record.ts';
import type { CommandContext } from './context.ts';

/** Sets every topic, and every part of one, back to not started, after asking, and offers the way back. */
export async function resetProgress({ library, store, ui }: CommandContext): Promise<void> {
  const { roadmap, leaves } = await library.load();
  const known = new Set(leaves.map(({ id }) => id));
  const marked = () =>
    store
      .changesOf(roadmap.id)
      .filter(({ topicId, mark }) => known.has(topicOf(topicId)) && mark.status !== 'not-started');
  if (marked().length === 0) {
    await ui.tell('info', 'There is nothing to reset: nothing is marked.');
    return;
  }
  const sure = await ui.confirm(
    `Set ${topicsText(marked())} of ${roadmap.title} back to not started?`,
    'Outcomes, read marks and reviews go, too. This counts in every folder and window that shares your progress. Your files stay as they are.',
    'Reset Progress',
  );
  if (!sure) return;
  // As it is now: another window may have marked something while the question stood there.
  const before = marked();
  await store.setStatus(
    roadmap.id,
    before.map(({ topicId }) => topicId),
    'not-started',
  );
  const said = `${topicsText(before)} set back to not started.`;
  if ((await ui.tell('info', said, 'Undo')) === 'Undo') await store.restore(before);
}

/** A topic of which only parts are marked counts like any other. */
function topicsText(changes: readonly Change[]): string {
  const count = new Set(changes.map(({ topicId }) => topicOf(topicId))).size;
  return count === 1 ? '1 topic' : `${count} topics`;
}
