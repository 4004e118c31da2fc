import assert from 'node:assert/strict';
import type { Status } from '../../../src/progress/record.ts';
import { upNext } from '../../../src/progress/upNext.ts';
import { reviewRow, upNextRow } from '../../../src/views/upNextRows.ts';
import { sampleOutline } from '../samples.ts';

const outline = sampleOutline();

function first(status: Status, minutes = 90) {
  const statusOf = (id: string): Status => (id === 'coding' ? status : 'not-started');
  const [suggestion] = upNext(outline, statusOf, { minutes, limit: 1 });
  assert.ok(suggestion);
  return upNextRow('sample', suggestion, statusOf);
}

describe('the rows of Up Next', () => {
  it('say why a topic stands there, and with what to start for how long', () => {
    const row = first('not-started');
    assert.equal(row.label, 'Algebra');
    assert.equal(row.description, 'needs nothing first, unlocks 1 topic · 1 h 30 min');
    assert.equal(
      row.spoken,
      'Algebra, needs nothing first, unlocks 1 topic, start with 1 h 30 min for algebra book',
    );
    assert.ok(row.tooltip.includes('Start with algebra book, 1 h 30 min'));
    assert.equal(first('in-progress').icon, 'play-circle');
  });

  it('tell of a topic without the marks of code', () => {
    const [suggestion] = upNext(outline, () => 'not-started', { minutes: 90, limit: 1 });
    assert.ok(suggestion);
    const marked = { ...suggestion, leaf: { ...suggestion.leaf, summary: 'See `f`.' } };
    assert.ok(upNextRow('sample', marked, () => 'not-started').tooltip.includes('See f.'));
  });

  it('say when nothing fits one evening', () => {
    const row = first('not-started', 60);
    assert.match(row.description ?? '', / · 1 h 30 min, more than one evening$/);
    assert.match(row.spoken ?? '', /start with 1 h 30 min for algebra book, more than one evening$/);
    assert.ok(row.tooltip.includes('Start with algebra book, 1 h 30 min, more than one evening'));
  });

  it('count what is due, and how long it takes', () => {
    const six = reviewRow(6, 6, ['Algebra', 'Calculus']);
    assert.equal(six.description, '6 questions · about 6 min');
    assert.equal(six.spoken, 'Review, 6 questions due, about 6 minutes');
    assert.equal(six.tooltip[1], '6 questions from Algebra, Calculus');
    const one = reviewRow(1, 1, ['Algebra']);
    assert.equal(one.description, '1 question · about 1 min');
    assert.equal(one.spoken, 'Review, 1 question due, about 1 minute');
  });

  it('ask for no more reviews than a sitting has, and say how many there are', () => {
    const row = reviewRow(20, 170, ['Algebra']);
    assert.equal(row.description, '20 of 170 questions · about 20 min');
    assert.equal(row.spoken, 'Review, 20 of 170 questions due, about 20 minutes');
    assert.match(row.tooltip.join(' '), /20 of 170 questions from Algebra.*longest due.*the others can wait/);
  });
});
