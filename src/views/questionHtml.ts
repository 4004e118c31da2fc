import { shortHash } from '../progress/parts.ts';
import type { Question } from '../roadmap/model.ts';
import { plainText } from '../roadmap/prose.ts';
import { escapeHtml, sends } from './pageHtml.ts';
import { proseHtml } from './proseHtml.ts';
import type { QuestionView } from './questionView.ts';

/**
 * One question at a time: choose or think, reveal, say whether one knew it. Pure.
 * The button that was used is gone after every step: the focus then goes to `#answer` or `#card`, which `page.js`
 * finds by these ids, and a screen reader reads what is there. A live region would not do: one that arrives
 * already filled is not read.
 */

/** The choices of a question, in an order that has nothing to do with which is right and is always the same. */
export function choicesOf({ ask, answer, wrong = [] }: Question): string[] {
  if (wrong.length === 0) return [];
  const order = (choice: string) => shortHash(plainText(ask) + plainText(choice));
  return [answer, ...wrong].sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

export function questionsHtml(questions: readonly Question[], view: QuestionView): string {
  const question = questions[view.index];
  const score =
    view.answered > 0 ? ` <span class="quiet">${view.known} of ${view.answered} known</span>` : '';
  if (!question) {
    return `<h2>Check yourself${score}</h2>\n<div class="card" id="card" tabindex="-1" role="group" aria-label="Questions finished" aria-describedby="ask"><p id="ask">That was the last question. Those you did not know come back sooner.</p><button class="plain" id="again" ${sends({ kind: 'question', do: 'again' })}>Start over</button></div>`;
  }
  const place = `Question ${view.index + 1} of ${questions.length}`;
  return `<h2>Check yourself${score}</h2>\n${cardHtml(question, view, place)}`;
}

export function cardHtml(question: Question, view: QuestionView, place: string): string {
  const choices = choicesOf(question);
  const depth = question.depth === 'stretch' ? ' · a hard one' : '';
  return [
    `<div class="card" id="card" tabindex="-1" role="group" aria-label="${escapeHtml(place)}" aria-describedby="ask">`,
    `<p class="quiet">${escapeHtml(place)}${depth}</p>`,
    `<p class="ask" id="ask">${proseHtml(question.ask)}</p>`,
    choices.length > 0 ? choicesHtml(question, choices, view) : '',
    view.revealed ? answerHtml(question, choices, view) : choices.length > 0 ? '' : revealHtml(),
    '</div>',
  ].join('');
}

function choicesHtml({ answer }: Question, choices: readonly string[], view: QuestionView): string {
  const rows = choices.map((choice, index) => {
    if (!view.revealed) {
      return `<button class="answer" id="choice-${index}" ${sends({ kind: 'question', do: 'choose', choice: index })}>${proseHtml(choice)}</button>`;
    }
    const right = choice === answer;
    const mine = index === view.chosen;
    const words = [...(mine ? ['your choice'] : []), ...(right ? ['right'] : mine ? ['not right'] : [])];
    const said = words.length > 0 ? ` <span class="verdict">${words.join(', ')}</span>` : '';
    return `<div class="answer ${right ? 'right' : mine ? 'wrong' : 'other'}"><span>${proseHtml(choice)}</span>${said}</div>`;
  });
  return `<ul class="answers">${rows.map((row) => `<li>${row}</li>`).join('')}</ul>`;
}

function revealHtml(): string {
  return `<p><button id="reveal" ${sends({ kind: 'question', do: 'reveal' })}>Show the answer</button></p>`;
}

function answerHtml({ answer, because }: Question, choices: readonly string[], view: QuestionView): string {
  const grade = (knew: boolean, text: string, kind: string) =>
    `<button class="${kind}" id="${knew ? 'knew' : 'did-not'}" ${sends({ kind: 'question', do: 'grade', knew })}>${text}</button>`;
  const right = view.chosen !== undefined && choices[view.chosen] === answer;
  const guessed = choices.length > 0 && !right;
  const verdict = right ? 'Right. ' : `Not right. The answer: ${proseHtml(ended(answer))} `;
  const said =
    choices.length > 0
      ? `<span class="hidden">${verdict}</span>`
      : `<strong>${proseHtml(ended(answer))}</strong> `;
  return [
    `<div id="answer" tabindex="-1" role="group" aria-label="Answer" aria-describedby="because"><p id="because">${said}${proseHtml(because)}</p></div>`,
    '<p class="actions">',
    guessed ? '' : grade(true, 'I knew it', ''),
    grade(false, guessed ? 'Next question' : 'I did not', guessed ? '' : 'plain'),
    '</p>',
  ].join('');
}

function ended(sentence: string): string {
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}
