import assert from 'node:assert/strict';
import { resetProgress } from '../../../src/commands/resetProgress.ts';
import { ProgressStore } from '../../../src/progress/ProgressStore.ts';
import { partKey } from '../../../src/progress/parts.ts';
import { type Change, type Mark, noProgress } from '../../../src/progress/record.ts';
import { mark, progressOf, TestPlace } from '../progress/samples.ts';
import { type Answers, testContext } from './testContext.ts';

const card = { due: '2026-12-01T20:00:00.000Z', reps: 3 };
const parts = {
  [partKey('algebra', 'outcome', 'Invert it')]: mark('done', 2),
  [partKey('algebra', 'read', 'https://example.org/algebra')]: mark('done', 3),
  [partKey('algebra', 'question', 'What is a matrix?')]: { ...mark('in-progress', 4), evidence: card },
};
const marks = {
  algebra: { ...mark('done', 1), evidence: { project: 'lab' } },
  ...parts,
  calculus: mark('skipped', 5),
  coding: mark('in-progress', 6),
  training: mark('not-started', 7),
  'of-an-older-roadmap': mark('done', 8),
};

/** The command over a real store, on a later day than the marks were made. */
async function reset(held: Readonly<Record<string, Mark>>, answers: Answers) {
  const store = new ProgressStore({
    places: [new TestPlace('one', progressOf(held))],
    initial: noProgress,
    writer: 'w',
    now: () => new Date('2027-03-01T20:00:00Z'),
    onNotice: () => undefined,
    onFault: () => undefined,
  });
  await store.load();
  const { context, done } = testContext(answers);
  await resetProgress({ ...context, store });
  const stands = Object.fromEntries(
    store
      .changesOf('sample')
      .map(({ topicId, mark: { status, at, evidence } }: Change) => [topicId, { status, at, evidence }]),
  );
  return { stands, done, store };
}

const shown = (held: Readonly<Record<string, Mark>>) =>
  Object.fromEntries(
    Object.entries(held).map(([id, { status, at, evidence }]) => [id, { status, at, evidence }]),
  );

describe('resetting progress', () => {
  it('asks first, says what goes, and keeps everything when the answer is no', async () => {
    const { stands, done } = await reset(marks, { confirm: false });
    assert.equal(done.length, 1);
    assert.match(done[0] ?? '', /asked: Set 3 topics of Sample Roadmap back to not started\?/);
    assert.match(done[0] ?? '', /Outcomes, read marks and reviews go/);
    assert.deepEqual(stands, shown(marks));
  });

  it('sets back every topic and every part of one, and nothing that the roadmap does not know', async () => {
    const { store, done } = await reset(marks, { confirm: true });
    for (const key of ['algebra', 'calculus', 'coding', 'training', ...Object.keys(parts)]) {
      assert.equal(store.statusOf('sample', key), 'not-started', key);
      assert.equal(store.markOf('sample', key)?.evidence, undefined, key);
    }
    assert.equal(store.statusOf('sample', 'of-an-older-roadmap'), 'done');
    assert.match(done[1] ?? '', /^info: 3 topics set back to not started/);
  });

  it('can be undone, and then everything is exactly as it was', async () => {
    const { stands } = await reset(marks, { confirm: true, button: 'Undo' });
    assert.deepEqual(stands, shown(marks));
  });

  it('sets parts back, too, when no topic is marked', async () => {
    const { store, done } = await reset(parts, { confirm: true });
    assert.match(done[0] ?? '', /asked: Set 1 topic of Sample Roadmap back/);
    for (const key of Object.keys(parts)) assert.equal(store.statusOf('sample', key), 'not-started', key);
  });

  it('has nothing to do on an empty roadmap', async () => {
    const { done } = await reset({ training: mark('not-started', 1) }, { confirm: true });
    assert.equal(done.length, 1);
    assert.match(done[0] ?? '', /nothing to reset/);
  });
});
