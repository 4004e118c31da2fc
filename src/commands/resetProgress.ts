import type { Status } from '../progress/record.ts';
import type { CommandContext } from './context.ts';

/** Sets every topic back to not started, after asking, and offers the way back. */
export async function resetProgress(context: CommandContext): Promise<void> {
  const { roadmap, leaves } = await context.library.load();
  const before = new Map<Status, string[]>();
  for (const { id } of leaves) {
    const status = context.store.statusOf(roadmap.id, id);
    before.set(status, [...(before.get(status) ?? []), id]);
  }
  before.delete('not-started');
  const marked = [...before.values()].flat();
  if (marked.length === 0) {
    await context.ui.tell('info', 'There is nothing to reset: no topic is marked.');
    return;
  }
  const topics = marked.length === 1 ? '1 topic' : `${marked.length} topics`;
  const sure = await context.ui.confirm(
    `Set ${topics} of ${roadmap.title} back to not started?`,
    'This counts in every folder and window that shares your progress. Your files stay as they are.',
    'Reset Progress',
  );
  if (!sure) return;
  await context.store.setStatus(roadmap.id, marked, 'not-started');
  if ((await context.ui.tell('info', `${topics} set back to not started.`, 'Undo')) !== 'Undo') return;
  for (const [status, topicIds] of before) await context.store.setStatus(roadmap.id, topicIds, status);
}
