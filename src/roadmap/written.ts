import type * as z from 'zod';
import type { Parsed, Path } from './parse.ts';
import type { groupSchema, leafSchema } from './schema.ts';

/** Topics as an author wrote them, each with the place it stands at. */

export type WrittenGroup = z.infer<typeof groupSchema>;
export type WrittenLeaf = z.infer<typeof leafSchema>;
export type WrittenTopic = WrittenGroup | WrittenLeaf;

export interface Stage {
  readonly parsed: Parsed<WrittenGroup>;
  readonly topic: WrittenGroup;
}

export interface Written<T extends WrittenTopic = WrittenTopic> {
  readonly parsed: Parsed<WrittenGroup>;
  readonly path: Path;
  readonly topic: T;
}

export function isWrittenLeaf(topic: WrittenTopic): topic is WrittenLeaf {
  return !('topics' in topic);
}

/** The stage and everything below it, in the author's order. */
export function writtenTopics({ parsed, topic }: Stage): Written[] {
  const visit = (inner: WrittenTopic, path: Path): Written[] => [
    { parsed, path, topic: inner },
    ...(isWrittenLeaf(inner)
      ? []
      : inner.topics.flatMap((child, index) => visit(child, [...path, 'topics', index]))),
  ];
  return visit(topic, []);
}
