import type { DueQuestion } from '../progress/due.ts';
import { escapeHtml, sends } from './pageHtml.ts';
import { cardHtml } from './questionHtml.ts';
import type { QuestionView } from './questionView.ts';

/**
 * The review page as HTML. Pure.
 * @param due the questions of this sitting
 * @param rest how many more were due when it began
 */
export function reviewHtml(due: readonly DueQuestion[], view: QuestionView, rest = 0): string {
  if (due.length === 0) {
    return '<h1>Review</h1>\n<p>Nothing is due today. Questions of topics that you marked as done come back here after a few days, and then less and less often.</p>';
  }
  const current = due[view.index];
  if (!current) {
    return `<h1>Review</h1>\n<div id="card" tabindex="-1"><p>That is ${rest === 0 ? 'all' : 'enough'} for today: ${view.known} of ${view.answered} known. What you did not know comes back sooner.</p>${restHtml(rest)}</div>`;
  }
  const { leaf, question } = current;
  const topic = `<button class="link" ${sends({ kind: 'topic', topicId: leaf.id })}>${escapeHtml(leaf.title)}</button>`;
  return [
    '<h1>Review</h1>',
    `<p class="quiet">From ${topic}</p>`,
    cardHtml(question, view, `Question ${view.index + 1} of ${due.length}`),
  ].join('\n');
}

function restHtml(rest: number): string {
  if (rest === 0) return '';
  const more = rest === 1 ? '1 more is due, and can wait.' : `${rest} more are due, and can wait.`;
  return `\n<p>${more} <button class="link" ${sends({ kind: 'more' })}>Go on</button></p>`;
}
