import assert from 'node:assert/strict';
import type { DueQuestion } from '../../../src/progress/due.ts';
import { firstQuestion } from '../../../src/views/questionView.ts';
import { reviewHtml } from '../../../src/views/reviewHtml.ts';
import { leaf } from '../samples.ts';

const due = (ask: string, title = 'Algebra'): DueQuestion => ({
  leaf: leaf('algebra', { title }),
  question: { ask, answer: 'yes', because: 'so', depth: 'core' },
  since: 0,
});

describe('the review page', () => {
  const two = [due('First?'), due('Second?')];

  it('asks one question after the other, and says which topic it is of', () => {
    const page = reviewHtml(two, firstQuestion);
    assert.match(page, /From <button[^>]*>Algebra<\/button>/);
    assert.match(page, /Question 1 of 2.*First\?/s);
    assert.doesNotMatch(page, /Second\?/);
    assert.match(reviewHtml(two, { ...firstQuestion, index: 1 }), /Question 2 of 2.*Second\?/s);
  });

  it('ends with what was known, and says so when nothing is due', () => {
    const end = reviewHtml(two, { index: 2, revealed: false, known: 1, answered: 2 });
    assert.match(end, /all for today: 1 of 2 known/);
    assert.match(reviewHtml([], firstQuestion), /Nothing is due today/);
  });

  it('stops after a sitting, and leaves it to the learner to go on', () => {
    const over = { index: 2, revealed: false, known: 1, answered: 2 };
    const end = reviewHtml(two, over, 150);
    assert.match(end, /enough for today: 1 of 2 known/);
    assert.match(end, /150 more are due, and can wait/);
    assert.match(end, /<button[^>]*more[^>]*>Go on<\/button>/);
    assert.match(reviewHtml(two, over, 1), /1 more is due, and can wait/);
    assert.doesNotMatch(reviewHtml(two, over), /can wait|Go on/);
  });

  it('lets nothing of a roadmap become markup', () => {
    assert.doesNotMatch(reviewHtml([due('<img>', '<img>')], firstQuestion), /<img/);
  });
});
