import type * as z from 'zod';
import type { groupSchema, leafSchema } from './schema.ts';

/** Topics as an author wrote them, when nothing is wrong with them. */

export type WrittenGroup = z.infer<typeof groupSchema>;
export type WrittenLeaf = z.infer<typeof leafSchema>;
export type WrittenTopic = WrittenGroup | WrittenLeaf;

export function isWrittenLeaf(topic: WrittenTopic): topic is WrittenLeaf {
  return !('topics' in topic);
}
