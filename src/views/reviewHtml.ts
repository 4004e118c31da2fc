import type { DueQuestion } from '../progress/due.ts';
import { escapeHtml, sends } from './pageHtml.ts';
import { cardHtml } from './questionHtml.ts';
import type { QuestionView } from './questionView.ts';

/** The review page as HTML. Pure. */
export function reviewHtml(due: readonly DueQuestion[], view: QuestionView): string {
  if (due.length === 0) {
    return '<h1>Review</h1>\n<p>Nothing is due today. Questions of topics that you marked as done come back here after a few days, and then less and less often.</p>';
  }
  const current = due[view.index];
  if (!current) {
    return `<h1>Review</h1>\n<p role="status">That is all for today: ${view.known} of ${view.answered} known. What you did not know comes back sooner.</p>`;
  }
  const { leaf, question } = current;
  const topic = `<button class="link" ${sends({ kind: 'topic', topicId: leaf.id })}>${escapeHtml(leaf.title)}</button>`;
  return [
    '<h1>Review</h1>',
    `<p class="quiet">From ${topic}</p>`,
    cardHtml(question, view, `Question ${view.index + 1} of ${due.length}`),
  ].join('\n');
}
