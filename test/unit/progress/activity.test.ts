import assert from 'node:assert/strict';
import { activityIn, dayKey } from '../../../src/progress/activity.ts';
import { partKey } from '../../../src/progress/parts.ts';
import type { Change, Status } from '../../../src/progress/record.ts';
import { mark, progressOf, storeAt, TestPlace } from './samples.ts';

/** A real store whose clock the test sets, by local time. */
function learner(place = new TestPlace('one')) {
  let now = new Date(0);
  const store = storeAt(place, () => now);
  const on = async (day: string, status: Status, ...keys: string[]) => {
    now = new Date(`${day}T20:00:00`);
    await store.setStatus('sample', keys, status);
  };
  const activity = () => Object.fromEntries(activityIn(store.changesOf('sample'), store.daysOf('sample')));
  return { store, place, on, activity };
}

const [MONDAY, TUESDAY, WEDNESDAY] = ['2026-11-23', '2026-11-24', '2026-11-25'] as const;

describe('what was marked on a day', () => {
  it('stays when the same topic is marked again on another day', async () => {
    const { on, activity } = learner();
    await on(MONDAY, 'in-progress', 'algebra');
    await on(WEDNESDAY, 'done', 'algebra');
    assert.deepEqual(activity(), { [MONDAY]: 1, [WEDNESDAY]: 1 });
  });

  it('counts topics and parts once a day, however often they are marked', async () => {
    const { on, activity } = learner();
    await on(MONDAY, 'in-progress', 'algebra', partKey('algebra', 'read', 'x'));
    await on(MONDAY, 'done', 'algebra', 'calculus');
    await on(MONDAY, 'skipped', 'calculus');
    assert.deepEqual(activity(), { [MONDAY]: 3 });
  });

  it('is not made by taking a mark away, be it of today or of an earlier day', async () => {
    const { on, activity } = learner();
    await on(MONDAY, 'done', 'algebra', 'coding');
    await on(TUESDAY, 'not-started', 'algebra');
    assert.deepEqual(activity(), { [MONDAY]: 2 });
    await on(WEDNESDAY, 'done', 'calculus');
    await on(WEDNESDAY, 'not-started', 'calculus');
    assert.deepEqual(activity(), { [MONDAY]: 2 }, 'a slip that was taken back is no day of learning');
  });

  it('comes from the marks themselves where no count was kept', () => {
    const at = (day: string, status: Status): Change => ({
      roadmapId: 'sample',
      topicId: day + status,
      mark: { ...mark(status, 1), at: `${day}T20:00:00` },
    });
    const marks = [
      at(MONDAY, 'done'),
      at(MONDAY, 'skipped'),
      at(TUESDAY, 'done'),
      at(WEDNESDAY, 'not-started'),
    ];
    assert.deepEqual(Object.fromEntries(activityIn(marks, new Map([[TUESDAY, 4]]))), {
      [MONDAY]: 2,
      [TUESDAY]: 4,
    });
  });

  it('is kept in the same record, and travels with it', async () => {
    const { on, place } = learner();
    await on(MONDAY, 'in-progress', 'algebra');
    await on(WEDNESDAY, 'done', 'algebra');
    const another = learner(place);
    await another.store.load();
    assert.deepEqual(another.activity(), { [MONDAY]: 1, [WEDNESDAY]: 1 });
    assert.deepEqual(place.held.roadmaps.sample?.[dayKey(MONDAY)]?.evidence, 1);
  });

  it('with a damaged count counts as nothing, and nobody stumbles over it', async () => {
    for (const evidence of [undefined, 'x', -1, 1.5, Number.NaN, {}]) {
      const damaged = progressOf({ [dayKey(MONDAY)]: { ...mark('done', 1), evidence } });
      const { on, store, activity } = learner(new TestPlace('one', damaged));
      await store.load();
      assert.deepEqual(activity(), {});
      await on(MONDAY, 'done', 'algebra');
      assert.deepEqual(activity(), { [MONDAY]: 1 });
    }
  });

  it('is no topic: nobody hears of it, and it is not among the marks', async () => {
    const { on, store } = learner();
    const heard: string[] = [];
    store.onDidChange((changes) => heard.push(...changes.map(({ topicId }) => topicId)));
    await on(MONDAY, 'done', 'algebra');
    assert.deepEqual(heard, ['algebra']);
    assert.deepEqual(
      store.changesOf('sample').map(({ topicId }) => topicId),
      ['algebra'],
    );
    const file = progressOf({
      coding: mark('done', 9),
      [dayKey(TUESDAY)]: { ...mark('done', 10), evidence: 3 },
    });
    assert.equal(await store.take(file), 1, 'one mark was taken over, as the learner counts');
    assert.equal(store.daysOf('sample').get(TUESDAY), 3);
    assert.deepEqual(heard, ['algebra', 'coding']);
  });
});
