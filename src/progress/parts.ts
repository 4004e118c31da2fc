import { plainText } from '../roadmap/prose.ts';

/**
 * Parts of a topic that have a mark of their own: an outcome that is reached, a resource that was read, a
 * question and how it is remembered. They are kept in the same record as topics, under
 * `<topicId>#<kind>:<name>`, so they are merged, journaled and carried along in the same way. Pure.
 */
export type PartKind = 'outcome' | 'read' | 'question';

/** @param text the outcome, the address or the question: what is reworded is another one, but not what is set as code */
export function partKey(topicId: string, kind: PartKind, text: string): string {
  return `${topicId}#${kind}:${shortHash(plainText(text))}`;
}

export function isPartKey(topicId: string): boolean {
  return topicId.includes('#');
}

/** The topic that a key belongs to: its own, or that of the part. */
export function topicOf(key: string): string {
  return key.split('#', 1)[0] ?? key;
}

/** FNV-1a, 32 bit (http://www.isthe.com/chongo/tech/comp/fnv/): tells a handful of texts of one topic apart. */
export function shortHash(text: string): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  return hash.toString(36).padStart(7, '0');
}
