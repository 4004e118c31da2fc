import { FOCUSED_ROW } from '../manifest.ts';
import type { Status } from '../progress/record.ts';
import { isGroup, type Leaf } from '../roadmap/model.ts';
import type { Outline } from '../roadmap/outline.ts';
import { parseRowKey } from '../rowKey.ts';
import { statusWords } from '../words.ts';
import { leafArgument } from './argument.ts';
import { askForLeaf } from './askForTopic.ts';
import type { CommandContext } from './context.ts';

/** The command that gives a topic, or every selected one, this status. */
export function mark(status: Status) {
  return async (context: CommandContext, argument?: unknown, selected?: unknown): Promise<void> => {
    if (argument === FOCUSED_ROW) return toggleFocused(context);
    const outline = await context.library.load();
    const { id: roadmapId } = outline.roadmap;
    const many = selectedLeaves(outline, selected);
    if (many.length > 1) return context.store.setStatus(roadmapId, many, status);
    const leaf = leafArgument(outline, argument) ?? (await askForUnmarked(context, outline, status));
    if (!leaf) return;
    await context.store.setStatus(roadmapId, [leaf.id], status);
    if (argument === undefined) context.ui.mention(`${leaf.title}: ${statusWords[status]}`);
  };
}

/** The topics among the rows that are selected in the tree; groups, resources and projects have no state. */
function selectedLeaves({ topic }: Outline, selected: unknown): string[] {
  if (!Array.isArray(selected)) return [];
  return selected.flatMap((key: unknown) => {
    const row = typeof key === 'string' ? parseRowKey(key) : undefined;
    const found = row?.kind === 'topic' ? topic(row.topicId) : undefined;
    return found && !isGroup(found) ? [found.id] : [];
  });
}

async function askForUnmarked(
  context: CommandContext,
  outline: Outline,
  status: Status,
): Promise<Leaf | undefined> {
  const leaves = outline.leaves.filter(({ id }) => context.store.statusOf(outline.roadmap.id, id) !== status);
  const title = `Mark as ${statusWords[status]}`;
  if (leaves.length > 0) return askForLeaf(context, outline, { title, placeholder: 'Which topic?', leaves });
  await context.ui.tell('info', `Every topic is ${statusWords[status]} already.`);
  return undefined;
}

/** The Space key: ticks or unticks a topic; on any other row it does what Space does in every tree. */
async function toggleFocused(context: CommandContext): Promise<void> {
  const { roadmap, topic } = await context.library.load();
  const key = context.focusedRow();
  const row = key === undefined ? undefined : parseRowKey(key);
  const leaf = row?.kind === 'topic' ? topic(row.topicId) : undefined;
  if (!leaf || isGroup(leaf)) return context.toggleRow();
  const done = context.store.statusOf(roadmap.id, leaf.id) === 'done';
  await context.revealTopic(leaf.id);
  await context.store.setStatus(roadmap.id, [leaf.id], done ? 'not-started' : 'done');
}
