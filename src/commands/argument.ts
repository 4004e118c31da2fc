import { UserError } from '../errors.ts';
import { isGroup, type Leaf, type Topic } from '../roadmap/model.ts';
import type { Outline } from '../roadmap/outline.ts';
import { parseRowKey, type RowKey } from '../rowKey.ts';

/**
 * Commands are public: a menu hands over a row, other code a topic id, a keybinding anything at all.
 * These read such an argument without trusting it. `undefined` means: there is none, so ask.
 */

export function rowArgument(argument: unknown): RowKey | undefined {
  if (argument === undefined || argument === null) return undefined;
  if (typeof argument !== 'string') throw new UserError('This command takes the id of a topic, as text.');
  return parseRowKey(argument);
}

/** @throws UserError when the argument names no topic of the roadmap. */
export function topicArgument(outline: Outline, argument: unknown): Topic | undefined {
  const row = rowArgument(argument);
  if (!row) return undefined;
  const topic = outline.topic(row.topicId);
  if (!topic) throw new UserError(`There is no topic “${row.topicId}” in ${outline.roadmap.title}.`);
  return topic;
}

/** @throws UserError for a group, too: only topics without topics in them have a state of their own. */
export function leafArgument(outline: Outline, argument: unknown): Leaf | undefined {
  const topic = topicArgument(outline, argument);
  if (topic && isGroup(topic)) {
    throw new UserError(`“${topic.title}” is a group: choose one of the topics in it.`);
  }
  return topic;
}
