import { upNext } from '../progress/upNext.ts';
import { topicArgument } from './argument.ts';
import { askForTopic } from './askForTopic.ts';
import type { CommandContext } from './context.ts';

export async function openTopic(context: CommandContext, argument?: unknown): Promise<void> {
  const outline = await context.library.load();
  const options = { title: 'Open Topic', placeholder: 'Which topic do you want to read?' };
  const topic = topicArgument(outline, argument) ?? (await askForTopic(context, outline, options));
  if (topic) context.showTopic(topic.id);
}

export async function goToTopic(context: CommandContext, argument?: unknown): Promise<void> {
  const outline = await context.library.load();
  const options = { title: 'Go to Topic', placeholder: 'Type a part of a name, such as “transformer”' };
  const topic = topicArgument(outline, argument) ?? (await askForTopic(context, outline, options));
  if (topic) await context.revealTopic(topic.id);
}

export async function openNextTopic(context: CommandContext): Promise<void> {
  const outline = await context.library.load();
  const { roadmap } = outline;
  const track = roadmap.tracks?.find(({ id }) => id === context.track.get());
  const statusOf = (id: string) => context.store.statusOf(roadmap.id, id);
  const next = upNext(outline, statusOf, { track, minutes: 60, limit: 1 })[0]?.leaf;
  if (!next) {
    await context.ui.tell(
      'info',
      `Nothing is left to do in ${outline.roadmap.title}: every topic is done or skipped.`,
    );
    return;
  }
  await context.revealTopic(next.id);
  context.showTopic(next.id);
}
