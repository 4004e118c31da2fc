import { isGroup, linksOf } from '../roadmap/model.ts';
import type { Outline } from '../roadmap/outline.ts';

/** What a topic page may ask for. */
export type PageMessage =
  | { readonly kind: 'topic'; readonly topicId: string }
  | { readonly kind: 'link'; readonly url: string }
  | { readonly kind: 'project'; readonly projectId: string };

/**
 * Reads a message from the page of one topic without trusting it: only topics of the roadmap, and only
 * links and projects that this very topic lists, pass. Everything else is `undefined`.
 */
export function readPageMessage(
  outline: Outline,
  topicId: string,
  message: unknown,
): PageMessage | undefined {
  if (typeof message !== 'object' || message === null) return undefined;
  const { topic, url, project } = message as Record<string, unknown>;
  if (typeof topic === 'string' && outline.topic(topic)) return { kind: 'topic', topicId: topic };
  const shown = outline.topic(topicId);
  if (!shown || isGroup(shown)) return undefined;
  if (typeof url === 'string' && linksOf(shown).includes(url)) return { kind: 'link', url };
  if (typeof project === 'string' && shown.projects?.some(({ id }) => id === project)) {
    return { kind: 'project', projectId: project };
  }
  return undefined;
}
