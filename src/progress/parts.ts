import type { Leaf } from '../roadmap/model.ts';
import { plainText } from '../roadmap/prose.ts';

/**
 * Parts of a topic that have a mark of their own: an outcome that is reached, a resource that was read, a
 * question and how it is remembered. They are kept in the same record as topics, under
 * `<topicId>#<kind>:<name>`, so they are merged, journaled and carried along in the same way. Pure.
 */
export type PartKind = 'outcome' | 'read' | 'question';

/** @param text the outcome, the address or the question: other words are another one, but not words set as code */
export function partKey(topicId: string, kind: PartKind, text: string): string {
  return `${topicId}#${kind}:${shortHash(plainText(text))}`;
}

export function outcomeKey(leaf: Reworded, outcome: string): string {
  return partKey(leaf.id, 'outcome', firstWords(leaf.reworded ?? [], outcome));
}

export function questionKey(leaf: Reworded, ask: string): string {
  return partKey(leaf.id, 'question', firstWords(leaf.reworded ?? [], ask));
}

type Reworded = Pick<Leaf, 'id' | 'reworded'>;

/** Back through every rewording: a mark made under the first words is the mark of all that followed. */
function firstWords(reworded: NonNullable<Leaf['reworded']>, text: string): string {
  const last = reworded.find(({ now }) => now === text);
  if (!last) return text;
  return firstWords(
    reworded.filter((other) => other !== last),
    last.was,
  );
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
