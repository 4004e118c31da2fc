import assert from 'node:assert/strict';
import { dueQuestions, sittingOf } from '../../../src/progress/due.ts';
import { gradeQuestion } from '../../../src/progress/gradeQuestion.ts';
import { partKey, questionKey } from '../../../src/progress/parts.ts';
import type { Mark, Status } from '../../../src/progress/record.ts';
import { afterAnswer } from '../../../src/progress/schedule.ts';
import type { Question } from '../../../src/roadmap/model.ts';
import { outlineOf } from '../../../src/roadmap/outline.ts';
import { leaf } from '../samples.ts';
import { storeAt, TestPlace } from './samples.ts';

const DAY = 24 * 60 * 60 * 1000;
// By the clock of whoever runs this: days are those of the learner.
const start = new Date('2026-11-24T20:00:00');
const question = (ask: string): Question => ({ ask, answer: 'yes', because: 'so', depth: 'core' });
const outline = outlineOf({
  id: 'r',
  title: 'R',
  summary: '',
  topics: [
    leaf('algebra', { questions: [question('one?'), question('two?')] }),
    leaf('calculus', { questions: [question('three?')] }),
  ],
});
const mark = (status: Status, at: Date, evidence?: unknown): Mark => ({
  status,
  at: at.toISOString(),
  seq: 1,
  writer: 'w',
  ...(evidence === undefined ? {} : { evidence }),
});
const due = (marks: Readonly<Record<string, Mark>>, days: number) =>
  dueQuestions(outline, (key) => marks[key], start.getTime() + days * DAY).map(
    ({ question: { ask } }) => ask,
  );

describe('a question', () => {
  it('comes back two days after its topic was done, and never before', () => {
    const marks = { algebra: mark('done', start), calculus: mark('in-progress', start) };
    assert.deepEqual(due(marks, 1), []);
    assert.deepEqual(due(marks, 2), ['one?', 'two?']);
  });

  it('is due all day long, not from the minute of the last answer on', () => {
    const marks = { algebra: mark('done', start) };
    const at = (time: string) =>
      dueQuestions(outline, (key) => marks[key as 'algebra'], Date.parse(time)).length;
    assert.equal(at('2026-11-25T23:59:59.999'), 0);
    assert.equal(at('2026-11-26T00:00:00'), 2);
    assert.equal(at('2026-11-26T19:30:00'), 2);
  });

  it('comes back later and later while it is known, and soon when it is not', () => {
    let card: unknown;
    const days: number[] = [];
    let now = start;
    for (let time = 0; time < 4; time++) {
      const next = afterAnswer(card, true, now);
      days.push((Date.parse(next.due) - now.getTime()) / DAY);
      now = new Date(next.due);
      card = next;
    }
    for (let index = 1; index < days.length; index++)
      assert.ok((days[index] ?? 0) > (days[index - 1] ?? 0), String(days));
    assert.ok((days[0] ?? 0) < 7, 'in the same week at first');
    const forgotten = afterAnswer(card, false, now);
    assert.ok((Date.parse(forgotten.due) - now.getTime()) / DAY <= (days.at(-1) ?? 0) / 2);
  });

  it('keeps to its schedule through being written and read', () => {
    const card = JSON.parse(JSON.stringify(afterAnswer(undefined, true, start)));
    assert.deepEqual(
      afterAnswer(card, true, new Date(card.due)),
      afterAnswer(card, true, new Date(card.due)),
    );
    const key = partKey('algebra', 'question', 'one?');
    const marks = { algebra: mark('done', start), [key]: mark('done', start, card) };
    assert.ok(!due(marks, 1).includes('one?'));
    assert.ok(due(marks, 60).includes('one?'));
  });

  it('keeps it when a part of the question is set as code', () => {
    assert.equal(partKey('a', 'question', 'Is `f` pure?'), partKey('a', 'question', 'Is f pure?'));
  });

  it('keeps it through every rewording that its author wrote down', async () => {
    const asked = leaf('algebra', { questions: [question('first?')] });
    const now = leaf('algebra', {
      questions: [question('third?')],
      reworded: [
        { was: 'second?', now: 'third?' },
        { was: 'first?', now: 'second?' },
      ],
    });
    const key = questionKey(asked, 'first?');
    assert.equal(questionKey(now, 'third?'), key);
    assert.notEqual(questionKey({ ...now, reworded: [] }, 'third?'), key);
    const circle = [
      { was: 'a?', now: 'b?' },
      { was: 'b?', now: 'a?' },
    ];
    assert.ok(questionKey({ ...now, reworded: circle }, 'a?'), 'a circle ends');
    const kept: string[] = [];
    const setStatus = async (_: string, keys: readonly string[]) => void kept.push(...keys);
    await gradeQuestion({ markOf: () => undefined, setStatus }, () => 'r')(now, 'third?', true);
    assert.deepEqual(kept, [key]);
    const card = afterAnswer(undefined, true, start);
    // The topic was done a month ago: without what is kept of the question, it would be due.
    const doneOn = new Date(start.getTime() - 30 * DAY);
    const marks: Record<string, Mark> = { algebra: mark('done', doneOn), [key]: mark('done', start, card) };
    const own = outlineOf({ id: 'r', title: 'R', summary: '', topics: [now] });
    const dueAfter = (days: number) =>
      dueQuestions(own, (one) => marks[one], start.getTime() + days * DAY).length;
    assert.deepEqual([dueAfter(1), dueAfter(60)], [0, 1]);
  });

  it('with a damaged schedule begins anew instead of being lost', () => {
    const key = partKey('algebra', 'question', 'one?');
    for (const evidence of [7, {}, { due: 'soon' }, { due: 7 }, [], 'x']) {
      const marks = { algebra: mark('done', start), [key]: mark('done', start, evidence) };
      assert.deepEqual(due(marks, 3), ['one?', 'two?'], JSON.stringify(evidence));
      assert.ok(Number.isFinite(Date.parse(afterAnswer(evidence, true, start).due)));
    }
  });

  it('with a schedule in which one part is damaged begins anew, too', () => {
    const anew = afterAnswer(undefined, true, start);
    const later = new Date(start.getTime() + 10 * DAY);
    for (const part of [
      { due: 'soon' },
      { last_review: 'never' },
      { last_review: undefined },
      { stability: 'x' },
      { stability: 0 },
      { difficulty: 0 },
      { state: 9 },
    ]) {
      assert.deepEqual(
        afterAnswer({ ...anew, ...part }, true, later),
        afterAnswer(undefined, true, later),
        JSON.stringify(part),
      );
    }
  });

  it('that was answered by a clock ahead of this one can be answered all the same', () => {
    const ahead = afterAnswer(undefined, true, new Date(start.getTime() + 30 * DAY));
    for (const knewIt of [true, false]) {
      const days = (Date.parse(afterAnswer(ahead, knewIt, start).due) - start.getTime()) / DAY;
      assert.ok(days > 0 && days < 30, `${days} days`);
    }
  });

  it('of a topic whose date is damaged is asked, not lost', () => {
    assert.deepEqual(due({ calculus: { ...mark('done', start), at: 'yesterday' } }, 0), ['three?']);
  });

  it('that was longest due is asked first', () => {
    const marks = {
      algebra: mark('done', new Date(start.getTime() + DAY)),
      calculus: mark('done', start),
    };
    assert.deepEqual(due(marks, 10), ['three?', 'one?', 'two?']);
  });

  it('is one of at most twenty in a sitting, those that were longest due', () => {
    const many = outlineOf({
      ...{ id: 'r', title: 'R', summary: '' },
      topics: Array.from({ length: 30 }, (_, index) =>
        leaf(`t${index}`, { questions: [question(`${index}?`)] }),
      ),
    });
    const doneOn = (key: string) => new Date(start.getTime() - Number(key.slice(1)) * DAY);
    const all = dueQuestions(
      many,
      (key) => (key.includes('#') ? undefined : mark('done', doneOn(key))),
      start.getTime(),
    );
    assert.equal(all.length, 28, 'all but those of today and yesterday');
    const asked = sittingOf(all).map((one) => one.question.ask);
    assert.deepEqual(
      asked,
      Array.from({ length: 20 }, (_, index) => `${29 - index}?`),
    );
    assert.equal(sittingOf(all.slice(0, 3)).length, 3);
  });

  it('and how well it was known are kept in one mark of its own', async () => {
    const kept: unknown[][] = [];
    const store = {
      markOf: () => undefined,
      setStatus: async (...what: unknown[]) => void kept.push(what),
    };
    const [algebra] = outline.leaves;
    assert.ok(algebra);
    await gradeQuestion(store, () => 'r')(algebra, 'one?', false);
    const [roadmapId, keys, status, card] = kept[0] ?? [];
    assert.deepEqual(
      [roadmapId, keys, status],
      ['r', [partKey('algebra', 'question', 'one?')], 'in-progress'],
    );
    assert.ok(Date.parse((card as { due: string }).due) > Date.now());
  });
});

describe('an answer', () => {
  const [algebra] = outline.leaves;
  assert.ok(algebra);
  const after = async (evidence: unknown, knewIt: boolean) => {
    let card: unknown;
    const store = {
      markOf: () => mark('done', start, evidence),
      setStatus: async (...what: readonly unknown[]) => {
        card = what[3];
      },
    };
    await gradeQuestion(store, () => 'r')(algebra, 'one?', knewIt);
    return card as { readonly reps: number; readonly lapses: number };
  };

  it('counts on from the one before', async () => {
    const kept = afterAnswer(undefined, true, new Date('2026-01-01T20:00:00.000Z'));
    assert.equal((await after(kept, true)).reps, 2);
    assert.equal((await after(kept, true)).lapses, 0);
    assert.equal((await after(kept, false)).lapses, 1);
    assert.equal((await after('damaged', true)).reps, 1);
  });

  for (const knewIt of [true, false]) {
    it(`${knewIt ? '“I knew it”' : '“I did not”'} moves the day it comes back, the second and third time too`, async () => {
      let now = start;
      const place = new TestPlace('one');
      const store = storeAt(place, () => now);
      const key = partKey('algebra', 'question', 'one?');
      const comesBack = () => {
        const card = store.markOf('r', key)?.evidence as { due: string } | undefined;
        return new Date(card?.due ?? 0);
      };
      const grade = gradeQuestion(
        store,
        () => 'r',
        () => now,
      );
      await store.setStatus('r', ['algebra'], 'done');
      for (let time = 1; time <= 3; time++) {
        await grade(algebra, 'one?', knewIt);
        assert.ok(comesBack() > now, `answer ${time} moves it`);
        assert.deepEqual(place.held.roadmaps.r?.[key], store.markOf('r', key), 'and it is written');
        now = comesBack();
      }
    });
  }
});

describe('a part of a topic', () => {
  it('has a name that its wording decides, and its topic', () => {
    assert.equal(partKey('a', 'outcome', 'Write it'), partKey('a', 'outcome', 'Write it'));
    assert.notEqual(partKey('a', 'outcome', 'Write it'), partKey('a', 'outcome', 'Write it.'));
    assert.notEqual(partKey('a', 'outcome', 'x'), partKey('b', 'outcome', 'x'));
    assert.notEqual(partKey('a', 'outcome', 'x'), partKey('a', 'read', 'x'));
    // Marks hang on it, so it stays: http://www.isthe.com/chongo/tech/comp/fnv/ has this value.
    assert.equal(partKey('a', 'read', 'foobar'), `a#read:${(0xbf9cf968).toString(36)}`);
    assert.match(partKey('linear-algebra', 'read', 'https://a.org/ü'), /^linear-algebra#read:[0-9a-z]{7}$/);
  });
});
