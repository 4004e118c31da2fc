import { isRecord } from '../isRecord.ts';
import { outcomeKey, partKey } from '../progress/parts.ts';
import { type Status, statuses } from '../progress/record.ts';
import { isGroup, type Leaf, linksOf } from '../roadmap/model.ts';
import type { Outline } from '../roadmap/outline.ts';

/** What a topic page may ask for. */
export type PageMessage =
  | { readonly kind: 'topic'; readonly topicId: string }
  | { readonly kind: 'link'; readonly url: string }
  | { readonly kind: 'start-project' | 'open-project'; readonly projectId: string }
  | { readonly kind: 'mark'; readonly status: Status }
  | { readonly kind: 'part'; readonly key: string; readonly checked: boolean }
  | { readonly kind: 'notes' }
  | QuestionMessage;

export type QuestionMessage = { readonly kind: 'question' } & (
  | { readonly do: 'choose'; readonly choice: number }
  | { readonly do: 'reveal' }
  | { readonly do: 'grade'; readonly knew: boolean }
  | { readonly do: 'again' }
);

/**
 * Reads a message from the page of one topic without trusting it: only topics of the roadmap, and only
 * what this very topic has, pass; of a topic that the roadmap no longer has, its notes. Everything else is `undefined`.
 */
export function readPageMessage(
  outline: Outline,
  topicId: string,
  message: unknown,
  { hasNotes = false }: { readonly hasNotes?: boolean } = {},
): PageMessage | undefined {
  if (!isRecord(message)) return undefined;
  if (message.kind === 'topic') {
    const known = typeof message.topicId === 'string' && outline.topic(message.topicId);
    return known ? { kind: 'topic', topicId: known.id } : undefined;
  }
  const leaf = outline.topic(topicId);
  if (!leaf) return message.kind === 'notes' && hasNotes ? { kind: 'notes' } : undefined;
  return !isGroup(leaf) ? readLeafMessage(leaf, message) : undefined;
}

function readLeafMessage(leaf: Leaf, fields: Record<string, unknown>): PageMessage | undefined {
  const { kind, index, checked } = fields;
  const at = <T>(list: readonly T[] | undefined): T | undefined =>
    Number.isInteger(index) && typeof checked === 'boolean' ? list?.[index as number] : undefined;
  const part = (key: string) => ({ kind: 'part', key, checked: checked === true }) as const;
  switch (kind) {
    case 'link':
      return typeof fields.url === 'string' && linksOf(leaf).includes(fields.url)
        ? { kind, url: fields.url }
        : undefined;
    case 'start-project':
    case 'open-project': {
      const project = leaf.projects?.find(({ id }) => id === fields.projectId);
      return project && { kind, projectId: project.id };
    }
    case 'mark':
      return statuses.includes(fields.status as Status)
        ? { kind, status: fields.status as Status }
        : undefined;
    case 'outcome': {
      const text = at(leaf.outcomes);
      return text === undefined ? undefined : part(outcomeKey(leaf, text));
    }
    case 'read': {
      const resource = at(leaf.resources);
      return resource && part(partKey(leaf.id, 'read', resource.url));
    }
    case 'notes':
      return { kind };
    case 'question':
      return readQuestionMessage(fields);
    default:
      return undefined;
  }
}

export function readQuestionMessage(fields: Record<string, unknown>): QuestionMessage | undefined {
  switch (fields.do) {
    case 'choose':
      return Number.isInteger(fields.choice) && (fields.choice as number) >= 0
        ? { kind: 'question', do: 'choose', choice: fields.choice as number }
        : undefined;
    case 'reveal':
    case 'again':
      return { kind: 'question', do: fields.do };
    case 'grade':
      return typeof fields.knew === 'boolean'
        ? { kind: 'question', do: 'grade', knew: fields.knew }
        : undefined;
    default:
      return undefined;
  }
}
