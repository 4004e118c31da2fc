import type { Outline } from '../roadmap/outline.ts';
import { escapeHtml, sends } from './pageHtml.ts';

/** The page of a topic that the roadmap no longer has: what happened, what is safe, where to go. Pure. */
export function vanishedHtml(
  { roadmap, leaves }: Outline,
  topicId: string,
  { hasNotes = false }: { readonly hasNotes?: boolean } = {},
): string {
  const first = leaves[0];
  const go = first
    ? `<p><button id="first" ${sends({ kind: 'topic', topicId: first.id })}>Open ${escapeHtml(first.title)}</button></p>`
    : '';
  const kept = hasNotes ? ', and so are your notes' : '';
  const notes = hasNotes
    ? `<p><button class="plain" id="notes" ${sends({ kind: 'notes' })}>Open your notes</button></p>`
    : '';
  return `<h1 id="title" tabindex="-1">This topic is not in the roadmap any more</h1>
<p>${escapeHtml(roadmap.title)} has no topic called “${escapeHtml(topicId)}”. It was renamed or taken out in a newer version. What you ticked there is kept${kept}.</p>${notes}${go}`;
}
