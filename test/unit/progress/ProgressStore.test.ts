import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { dayKey } from '../../../src/progress/activity.ts';
import { ProgressStore } from '../../../src/progress/ProgressStore.ts';
import type { Notice, Place } from '../../../src/progress/place.ts';
import {
  type Change,
  noProgress,
  type Progress,
  type Status,
  statuses,
} from '../../../src/progress/record.ts';
import { mark, plain, progressOf, TestPlace } from './samples.ts';

function storeOver(places: readonly Place[], writer = 'w', initial: Progress = noProgress) {
  const faults: string[] = [];
  const notices: Notice[] = [];
  const store = new ProgressStore({
    places,
    initial,
    writer,
    now: () => new Date('2026-11-24T20:00:00'),
    onNotice: (notice) => notices.push(notice),
    onFault: ({ name }, what) => faults.push(`${name}: ${what}`),
    patience: 20,
  });
  return { store, faults, notices };
}

const statusIn = (place: TestPlace, topicId: string) => place.held.roadmaps.sample?.[topicId]?.status;

describe('the progress store', () => {
  it('writes a mark to every place', async () => {
    const places = [new TestPlace('one'), new TestPlace('two')];
    const { store } = storeOver(places);
    await store.setStatus('sample', ['a'], 'done');
    assert.equal(store.statusOf('sample', 'a'), 'done');
    assert.deepEqual(
      places.map((place) => statusIn(place, 'a')),
      ['done', 'done'],
    );
  });

  it('shows a mark at once, and is heard before any place has it', async () => {
    const place = new TestPlace('one');
    const { store } = storeOver([place]);
    await store.load();
    const heard: unknown[] = [];
    store.onDidChange(([change]) =>
      heard.push(change?.topicId, store.statusOf('sample', 'a'), place.writes.length),
    );
    await store.setStatus('sample', ['a'], 'done');
    assert.deepEqual(heard, ['a', 'done', 0]);
  });

  it('lets the last of many marks of one topic win, in every place', async () => {
    const place = new TestPlace('one');
    const { store } = storeOver([place]);
    for (const status of ['done', 'skipped', 'not-started', 'done', 'in-progress'] as const) {
      await store.setStatus('sample', ['a'], status);
      assert.equal(store.statusOf('sample', 'a'), status);
      assert.equal(statusIn(place, 'a'), status);
    }
  });

  it('keeps what shows that a mark is earned', async () => {
    const place = new TestPlace('one');
    const { store } = storeOver([place]);
    await store.setStatus('sample', ['a'], 'done', { project: 'lab' });
    assert.deepEqual(place.held.roadmaps.sample?.a?.evidence, { project: 'lab' });
    assert.deepEqual(store.markOf('sample', 'a')?.evidence, { project: 'lab' });
  });

  it('tells every mark of one roadmap, and none of another', async () => {
    const { store } = storeOver([new TestPlace('one')]);
    await store.setStatus('sample', ['a', 'a#outcome:1'], 'done');
    await store.setStatus('other', ['b'], 'done');
    assert.deepEqual(
      store.changesOf('sample').map(({ topicId }) => topicId),
      ['a', 'a#outcome:1'],
    );
  });

  it('starts a new folder where the learner is', async () => {
    const workspace = new TestPlace('workspace state');
    const everywhere = new TestPlace('global state', progressOf({ a: mark('done', 9) }));
    const { store } = storeOver([workspace, everywhere]);
    const heard: Change[] = [];
    store.onDidChange((changes) => heard.push(...changes));
    await store.load();
    assert.equal(store.statusOf('sample', 'a'), 'done');
    assert.deepEqual(
      heard.map(({ topicId }) => topicId),
      ['a'],
    );
    assert.equal(statusIn(workspace, 'a'), 'done');
  });

  it('takes over what is newer in a record from elsewhere, and counts on from there', async () => {
    const place = new TestPlace('one', progressOf({ a: mark('done', 5), b: mark('skipped', 2) }));
    const { store } = storeOver([place]);
    const heard: Change[] = [];
    await store.load();
    store.onDidChange((changes) => heard.push(...changes));
    const taken = await store.take(
      progressOf({ a: mark('not-started', 4), b: mark('done', 8), c: mark('done', 1) }),
    );
    assert.equal(taken, 2);
    assert.deepEqual(
      ['a', 'b', 'c'].map((id) => statusIn(place, id)),
      ['done', 'done', 'done'],
    );
    assert.deepEqual(heard.map(({ topicId }) => topicId).sort(), ['b', 'c']);
    await store.setStatus('sample', ['b'], 'in-progress');
    assert.ok((place.held.roadmaps.sample?.b?.seq ?? 0) > 8);
    assert.equal(await store.take(progressOf({ c: mark('done', 1) })), 0, 'a second time nothing is newer');
  });

  it('makes older marks the newest again, with their time and what shows that they are earned', async () => {
    const older = { ...mark('done', 2, 'v'), at: '2026-01-01T00:00:00.000Z', evidence: { project: 'lab' } };
    const place = new TestPlace('one', progressOf({ a: older, b: mark('done', 3) }));
    const { store } = storeOver([place]);
    await store.setStatus('sample', ['a'], 'not-started');
    await store.restore([{ roadmapId: 'sample', topicId: 'a', mark: older }]);
    assert.deepEqual(plain(place.held.roadmaps.sample?.a), { ...older, seq: 5, writer: 'w' });
    assert.equal(statusIn(place, 'b'), 'done');
  });

  it('hands out all there is, also of roadmaps it does not know', async () => {
    const held: Progress = { version: 1, roadmaps: { other: { x: mark('done', 3) } } };
    const { store } = storeOver([new TestPlace('one', held)]);
    await store.setStatus('sample', ['a'], 'done');
    const { roadmaps } = await store.record();
    assert.equal(roadmaps.other?.x?.status, 'done');
    assert.equal(roadmaps.sample?.a?.status, 'done');
  });

  it('a tick beats an older mark that was still being read', async () => {
    const everywhere = new TestPlace('global state', progressOf({ a: mark('skipped', 57, 'zz') }));
    const { store } = storeOver([new TestPlace('workspace state'), everywhere]);
    await Promise.all([store.load(), store.setStatus('sample', ['a'], 'done')]);
    assert.equal(store.statusOf('sample', 'a'), 'done');
    assert.equal(statusIn(everywhere, 'a'), 'done');
  });

  it('writes nothing before every place was read', async () => {
    const slow = new TestPlace('slow');
    const order: string[] = [];
    const watched: Place = {
      name: 'watched',
      read: async () => {
        await new Promise((resolve) => setImmediate(resolve));
        order.push('read');
        return { progress: noProgress };
      },
      write: async () => void order.push('write'),
    };
    const { store } = storeOver([watched, slow]);
    await store.setStatus('sample', ['a'], 'done');
    assert.deepEqual(order, ['read', 'write']);
  });

  it('reads and writes one step after the other', async () => {
    const steps: string[] = [];
    const step = async (name: string) => {
      steps.push(`${name} begins`);
      await new Promise((resolve) => setImmediate(resolve));
      steps.push(`${name} ends`);
    };
    const place: Place = {
      name: 'watched',
      read: async () => {
        await step('read');
        return { progress: noProgress };
      },
      write: (_, [change]) => step(change?.topicId ?? ''),
    };
    const { store } = storeOver([place]);
    await store.load();
    await Promise.all([store.setStatus('sample', ['a'], 'done'), store.setStatus('sample', ['b'], 'done')]);
    assert.deepEqual(steps, ['read begins', 'read ends', 'a begins', 'a ends', 'b begins', 'b ends']);
  });

  it('passes on what a place has to say, such as where the copy of a damaged record is', async () => {
    const notice = { kind: 'damaged', place: 'one', copy: 'progress.backup', original: 'garbage' } as const;
    const place: Place = {
      name: 'one',
      read: async () => ({ progress: noProgress, notice }),
      write: async () => undefined,
    };
    const { store, notices } = storeOver([place]);
    await store.load();
    assert.deepEqual(notices, [notice]);
  });

  it('gives nothing back to a place that it could not read', async () => {
    const [unread, good] = [
      new TestPlace('unread'),
      new TestPlace('good', progressOf({ a: mark('done', 1) })),
    ];
    unread.readFails = new Error('EIO');
    const { store, faults } = storeOver([unread, good]);
    await store.load();
    assert.equal(store.statusOf('sample', 'a'), 'done');
    assert.deepEqual(unread.writes, []);
    assert.deepEqual(faults, ['unread: EIO']);
  });

  it('says nothing twice: an unchanged status writes nothing', async () => {
    const place = new TestPlace('one');
    const { store } = storeOver([place]);
    await store.setStatus('sample', ['a'], 'done');
    await store.setStatus('sample', ['a'], 'done');
    assert.equal(place.writes.length, 1);
  });

  it('keeps what newly shows that a mark is earned, though its status stays', async () => {
    const place = new TestPlace('one');
    const { store } = storeOver([place]);
    await store.setStatus('sample', ['a'], 'done', { due: 'Monday' });
    await store.setStatus('sample', ['a'], 'done', { due: 'Friday' });
    await store.setStatus('sample', ['a'], 'done', { due: 'Friday' });
    await store.setStatus('sample', ['a'], 'done');
    assert.deepEqual(place.held.roadmaps.sample?.a?.evidence, { due: 'Friday' });
    assert.equal(place.writes.length, 2);
  });

  it('carries on when one place fails, and reports it once', async () => {
    const [bad, good] = [new TestPlace('bad'), new TestPlace('good')];
    bad.writeFails = new Error('EROFS');
    const { store, faults } = storeOver([bad, good]);
    await store.setStatus('sample', ['a'], 'done');
    await store.setStatus('sample', ['b'], 'done');
    assert.deepEqual(faults, ['bad: EROFS']);
    assert.equal(statusIn(good, 'b'), 'done');
  });

  it('goes on after a listener threw while the places were read', async () => {
    const [full, empty] = [new TestPlace('full', progressOf({ a: mark('done', 3) })), new TestPlace('empty')];
    const { store } = storeOver([full, empty]);
    const { dispose } = store.onDidChange(() => {
      throw new Error('no page yet');
    });
    await assert.rejects(store.load(), /no page yet/);
    assert.equal(statusIn(empty, 'a'), 'done', 'what one place lost was given back all the same');
    dispose();
    await store.setStatus('sample', ['b'], 'done');
    assert.equal(statusIn(full, 'b'), 'done');
  });

  it('writes a mark though a listener throws', async () => {
    const place = new TestPlace('one');
    const { store } = storeOver([place]);
    await store.load();
    store.onDidChange(() => {
      throw new Error('no page');
    });
    await assert.rejects(store.setStatus('sample', ['a'], 'done'), /no page/);
    assert.equal(statusIn(place, 'a'), 'done');
  });

  it('leaves behind a place that never answers', async () => {
    const [stuck, good] = [new TestPlace('stuck'), new TestPlace('good')];
    stuck.hangs = true;
    const { store, faults } = storeOver([stuck, good]);
    await store.setStatus('sample', ['a'], 'done');
    assert.equal(statusIn(good, 'a'), 'done');
    assert.match(faults[0] ?? '', /^stuck: no answer after 20 ms/);
  });

  it('tells the learner when a mark could not be saved anywhere', async () => {
    const place = new TestPlace('only');
    place.writeFails = new Error('ENOSPC');
    const { store } = storeOver([place]);
    await assert.rejects(store.setStatus('sample', ['a'], 'done'), /could not be saved anywhere.*disk/);
    place.writeFails = undefined;
    await store.setStatus('sample', ['b'], 'done');
    assert.equal(statusIn(place, 'a'), 'done', 'a later save takes the earlier mark along');
  });

  it('gives back to a place what it lost', async () => {
    const [lossy, good] = [new TestPlace('lossy'), new TestPlace('good')];
    const { store } = storeOver([lossy, good]);
    await store.setStatus('sample', ['a'], 'done');
    lossy.held = noProgress;
    await store.load();
    assert.equal(statusIn(lossy, 'a'), 'done');
    assert.deepEqual(
      lossy.writes.at(-1)?.map(({ topicId }) => topicId),
      ['a', dayKey('2026-11-24')],
      'a journal is told just what it lacks',
    );
  });

  it('ends at the same marks in every window, whatever was lost on the way', async () => {
    const step = fc.record({
      window: fc.nat(2),
      topic: fc.constantFrom('a', 'b', 'constructor'),
      status: fc.constantFrom(...statuses),
      next: fc.constantFrom('nothing', 'load', 'lose shared', 'restart'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const shared = new TestPlace('shared');
        const own = [0, 1, 2].map((n) => new TestPlace(`journal ${n}`));
        const everyJournal: Place[] = own.map((place) => ({
          name: place.name,
          read: async () => ({ progress: place.held }),
          write: async () => undefined,
        }));
        const open = (n: number) =>
          storeOver([shared, own[n] as Place, ...everyJournal.filter((_, other) => other !== n)], `w${n}`)
            .store;
        const windows = [open(0), open(1), open(2)];
        const last = new Map<string, Status>();
        for (const { window, topic, status, next } of steps) {
          await windows[window]?.load();
          await windows[window]?.setStatus('sample', [topic], status);
          last.set(topic, status);
          if (next === 'load') await windows[(window + 1) % 3]?.load();
          if (next === 'lose shared') shared.held = noProgress;
          if (next === 'restart') windows[window] = open(window);
        }
        for (const window of windows) await window.load();
        for (const window of windows) {
          for (const [topic, status] of last) assert.equal(window.statusOf('sample', topic), status);
        }
      }),
      { numRuns: 200 },
    );
  });
});
