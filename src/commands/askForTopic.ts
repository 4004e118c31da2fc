import { findTopics } from '../roadmap/find.ts';
import { isGroup, type Leaf, type Topic } from '../roadmap/model.ts';
import type { Outline } from '../roadmap/outline.ts';
import type { PickItem } from '../ui.ts';
import { leafText, statusIcons } from '../words.ts';
import type { CommandContext } from './context.ts';

/** Lets the learner find a leaf by its name, its other names, or the group it stands in. */
export async function askForLeaf(
  context: CommandContext,
  outline: Outline,
  options: { title: string; placeholder: string; leaves?: readonly Leaf[] },
): Promise<Leaf | undefined> {
  const items = (options.leaves ?? outline.leaves).map((leaf) => leafItem(context, outline, leaf));
  return context.ui.pick(items, options);
}

/** The same among all topics, groups too, also by what one can do at their end. */
export async function askForTopic(
  context: CommandContext,
  outline: Outline,
  options: { title: string; placeholder: string },
): Promise<Topic | undefined> {
  const find = (query: string): PickItem<Topic>[] =>
    findTopics(outline, query).map(({ topic, where }) => {
      const item = isGroup(topic) ? groupItem(outline, topic) : leafItem(context, outline, topic);
      return where === undefined ? item : { ...item, detail: `${pathText(outline, topic)} — ${where}` };
    });
  return context.ui.search(find, options);
}

function leafItem(context: CommandContext, outline: Outline, leaf: Leaf): PickItem<Leaf> {
  const status = context.store.statusOf(outline.roadmap.id, leaf.id);
  const aliases = leaf.aliases?.length ? `   (${leaf.aliases.join(', ')})` : '';
  return {
    label: leaf.title,
    description: leafText(leaf, status),
    detail: pathText(outline, leaf) + aliases,
    icon: statusIcons[status],
    value: leaf,
  };
}

function groupItem(outline: Outline, group: Topic): PickItem<Topic> {
  const detail = pathText(outline, group);
  return {
    label: group.title,
    description: 'group',
    ...(detail ? { detail } : {}),
    icon: 'layers',
    value: group,
  };
}

function pathText(outline: Outline, topic: Topic): string {
  return outline
    .ancestors(topic.id)
    .map(({ title }) => title)
    .join(' › ');
}
