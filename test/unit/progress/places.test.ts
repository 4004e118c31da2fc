import assert from 'node:assert/strict';
import { type JournalFiles, JournalPlace } from '../../../src/progress/JournalPlace.ts';
import { journalText, readJournal } from '../../../src/progress/journal.ts';
import { BACKUP_KEY, MementoPlace, PROGRESS_KEY } from '../../../src/progress/MementoPlace.ts';
import { type Change, noProgress } from '../../../src/progress/record.ts';
import { mark, plain, progressOf, TestMemento } from './samples.ts';

const change = (topicId: string, seq: number): Change => ({
  roadmapId: 'sample',
  topicId,
  mark: mark('done', seq),
});

describe('workspace and global state as a place', () => {
  it('keeps one versioned object under `progress`', async () => {
    const memento = new TestMemento();
    await new MementoPlace('workspace state', memento).write(progressOf({ a: mark('done', 1) }));
    assert.deepEqual(memento.values.get(PROGRESS_KEY), progressOf({ a: mark('done', 1) }));
  });

  it('shows at once what can be read of it, and sets nothing aside for that', () => {
    const memento = new TestMemento();
    const place = new MementoPlace('workspace state', memento);
    assert.deepEqual(plain(place.peek()), noProgress);
    const half = { version: 1, roadmaps: { sample: { a: mark('done', 1), b: 'x' } } };
    memento.values.set(PROGRESS_KEY, half);
    assert.deepEqual(plain(place.peek()), progressOf({ a: mark('done', 1) }));
    assert.deepEqual([...memento.values], [[PROGRESS_KEY, half]]);
  });

  it('says when it could not be written', async () => {
    const memento = new TestMemento();
    memento.fails = new Error('disk full');
    const place = new MementoPlace('workspace state', memento);
    await assert.rejects(place.write(progressOf({ a: mark('done', 1) })), /disk full/);
  });

  it('hands out copies, never the live object', async () => {
    const memento = new TestMemento();
    memento.values.set(PROGRESS_KEY, progressOf({ a: mark('done', 1) }));
    const { progress } = await new MementoPlace('workspace state', memento).read();
    Object.assign(progress.roadmaps.sample?.a ?? {}, { status: 'skipped' });
    assert.deepEqual(memento.values.get(PROGRESS_KEY), progressOf({ a: mark('done', 1) }));
  });

  it('takes in what another window wrote before it writes', async () => {
    const memento = new TestMemento();
    memento.values.set(PROGRESS_KEY, progressOf({ theirs: mark('done', 1, 'other') }));
    await new MementoPlace('global state', memento).write(progressOf({ ours: mark('done', 1) }));
    const kept = plain(memento.values.get(PROGRESS_KEY)) as ReturnType<typeof progressOf>;
    assert.deepEqual(Object.keys(kept.roadmaps.sample ?? {}).sort(), ['ours', 'theirs']);
  });

  it('copies a damaged record before anything replaces it, and says where the copy is', async () => {
    const memento = new TestMemento();
    memento.values.set(PROGRESS_KEY, 'garbage');
    memento.values.set(BACKUP_KEY, 'an older copy');
    const place = new MementoPlace('workspace state', memento);
    const { notice } = await place.read();
    assert.deepEqual(notice, {
      kind: 'damaged',
      place: 'workspace state',
      copy: `${BACKUP_KEY}.2`,
      original: 'garbage',
    });
    await place.write(progressOf({ a: mark('done', 1) }));
    assert.equal(memento.values.get(BACKUP_KEY), 'an older copy');
    assert.equal(memento.values.get(`${BACKUP_KEY}.2`), 'garbage');
    assert.deepEqual(memento.values.get(PROGRESS_KEY), progressOf({ a: mark('done', 1) }));
  });

  it('never replaces a damaged record it could not copy', async () => {
    const memento = new TestMemento();
    memento.values.set(PROGRESS_KEY, 'garbage');
    memento.fails = new Error('disk full');
    const place = new MementoPlace('workspace state', memento);
    await assert.rejects(place.read(), /disk full/);
    memento.fails = undefined;
    await place.write(progressOf({ a: mark('done', 1) }));
    assert.equal(memento.values.get(PROGRESS_KEY), 'garbage');
  });

  it('leaves a newer version exactly as it is, and says so once', async () => {
    const memento = new TestMemento();
    const newer = { version: 7, marks: [1, 2] };
    memento.values.set(PROGRESS_KEY, newer);
    const place = new MementoPlace('workspace state', memento);
    assert.equal((await place.read()).notice?.kind, 'newer');
    await place.write(progressOf({ a: mark('done', 1) }));
    assert.deepEqual(memento.values.get(PROGRESS_KEY), newer);
    assert.equal((await place.read()).notice, undefined);
  });

  it('writes again once another window has repaired what came in damaged', async () => {
    const memento = new TestMemento();
    const place = new MementoPlace('global state', memento);
    await place.read();
    memento.values.set(PROGRESS_KEY, 'garbage');
    await place.write(progressOf({ ours: mark('done', 2) }));
    assert.equal(memento.values.get(PROGRESS_KEY), 'garbage');
    memento.values.set(PROGRESS_KEY, progressOf({ theirs: mark('done', 1, 'other') }));
    await place.read();
    await place.write(progressOf({ ours: mark('done', 2) }));
    const kept = plain(memento.values.get(PROGRESS_KEY)) as ReturnType<typeof progressOf>;
    assert.deepEqual(Object.keys(kept.roadmaps.sample ?? {}).sort(), ['ours', 'theirs']);
  });

  it('keeps what stands beside the marks in the stored object, also when it repairs it', async () => {
    const memento = new TestMemento();
    const place = new MementoPlace('global state', memento);
    const beside = { since: '2026-01-01', goals: { weekly: 3 } };
    memento.values.set(PROGRESS_KEY, { ...progressOf({ a: mark('done', 1) }), ...beside });
    await place.write(progressOf({ b: mark('done', 2) }));
    assert.deepEqual(memento.values.get(PROGRESS_KEY), {
      ...progressOf({ a: mark('done', 1), b: mark('done', 2) }),
      ...beside,
    });
    memento.values.set(PROGRESS_KEY, { version: 1, roadmaps: { sample: { a: 'broken' } }, ...beside });
    await place.read();
    assert.deepEqual(memento.values.get(PROGRESS_KEY), { ...progressOf({}), ...beside });
  });

  it('does not overwrite a newer version that arrives later', async () => {
    const memento = new TestMemento();
    const place = new MementoPlace('global state', memento);
    await place.read();
    memento.values.set(PROGRESS_KEY, { version: 2 });
    await place.write(progressOf({ a: mark('done', 1) }));
    assert.deepEqual(memento.values.get(PROGRESS_KEY), { version: 2 });
  });
});

describe('a journal', () => {
  it('is one line per change, and reads back', () => {
    const text = journalText([change('a', 1), change('b', 2)]);
    assert.equal(text.split('\n').length, 3);
    const { progress, unread } = readJournal(text);
    assert.equal(unread, 0);
    assert.deepEqual(plain(progress), progressOf({ a: mark('done', 1), b: mark('done', 2) }));
  });

  it('loses only the line that was half written when the window was killed', () => {
    const text = journalText([change('a', 1), change('b', 2)]);
    for (let cut = 0; cut < text.length; cut++) {
      const { progress, unread } = readJournal(text.slice(0, cut));
      const whole = text.slice(0, cut).split('\n').length - 1;
      const complete = text[cut] === '\n' ? whole + 1 : whole;
      assert.equal(Object.keys(progress.roadmaps.sample ?? {}).length, complete, `cut at ${cut}`);
      assert.ok(unread <= 1);
    }
  });

  it('passes over lines it does not know', () => {
    const lines = [
      'nonsense',
      JSON.stringify({ v: 2, ...change('b', 2) }),
      JSON.stringify({ v: 1, ...change('b', 2), topicId: 7 }),
      JSON.stringify({ v: 1, ...change('b', 2), roadmapId: null }),
      JSON.stringify({ v: 1, ...change('b', 2), mark: { status: 'done' } }),
      '{"v":1}',
      'null',
      '\u0000\u0000',
      '{"v":1,"mark":{}}',
    ];
    const { progress, unread } = readJournal(`${lines.join('\n')}\n${journalText([change('a', 1)])}`);
    assert.equal(unread, lines.length);
    assert.deepEqual(plain(progress), progressOf({ a: mark('done', 1) }));
  });
});

describe('the journals of all windows as a place', () => {
  const hour = 60 * 60 * 1000;

  function diskWith(files: Readonly<Record<string, string>>, changedAt = 0) {
    const disk = new Map(Object.entries(files));
    const journals: JournalFiles = {
      list: async () => [...disk.keys()].map((path) => ({ path, changedAt })),
      read: async (path) => disk.get(path) ?? '',
      append: async (path, text) => void disk.set(path, (disk.get(path) ?? '') + text),
      delete: async (path) => void disk.delete(path),
    };
    return { disk, journals };
  }

  it('reads every window’s and appends only to its own', async () => {
    const { disk, journals } = diskWith({ 'w/other.jsonl': journalText([change('a', 1)]) });
    const place = new JournalPlace(journals, 'w/own.jsonl', () => hour);
    assert.deepEqual(plain((await place.read()).progress), progressOf({ a: mark('done', 1) }));
    await place.write(noProgress, [change('b', 2)]);
    await place.write(noProgress, [change('c', 3)]);
    assert.equal(disk.get('w/other.jsonl'), journalText([change('a', 1)]));
    assert.equal(disk.get('w/own.jsonl'), journalText([change('b', 2), change('c', 3)]));
  });

  it('folds many old journals into one, and loses nothing', async () => {
    const old = Array.from({ length: 25 }, (_, i) => [`w/${i}.jsonl`, journalText([change(`t${i}`, i + 1)])]);
    const { disk, journals } = diskWith(Object.fromEntries(old));
    const place = new JournalPlace(journals, 'w/own.jsonl', () => 48 * hour);
    const before = plain((await place.read()).progress);
    assert.deepEqual([...disk.keys()], ['w/own.jsonl']);
    assert.deepEqual(plain((await place.read()).progress), before);
    assert.equal(Object.keys(before.roadmaps.sample ?? {}).length, 25);
  });

  it('never folds its own, however old it is', async () => {
    const old = Array.from({ length: 25 }, (_, i) => [`w/${i}.jsonl`, journalText([change(`t${i}`, i + 1)])]);
    const own = ['w/own.jsonl', journalText([change('own', 99)])];
    const { disk, journals } = diskWith(Object.fromEntries([...old, own]));
    const place = new JournalPlace(journals, 'w/own.jsonl', () => 48 * hour);
    await place.read();
    assert.deepEqual([...disk.keys()], ['w/own.jsonl']);
    assert.equal(Object.keys((await place.read()).progress.roadmaps.sample ?? {}).length, 26);
  });

  it('never folds a journal it could not read to the end, nor a young one', async () => {
    const half = journalText([change('a', 1)]).slice(0, -5);
    const files = Array.from({ length: 25 }, (_, i) => [`w/${i}.jsonl`, half]);
    const damaged = diskWith(Object.fromEntries(files));
    await new JournalPlace(damaged.journals, 'w/own.jsonl', () => 48 * hour).read();
    assert.equal(damaged.disk.size, 25);
    const young = diskWith(
      Object.fromEntries(files.map(([path]) => [path, journalText([change('a', 1)])])),
      47 * hour,
    );
    await new JournalPlace(young.journals, 'w/own.jsonl', () => 48 * hour).read();
    assert.equal(young.disk.size, 25);
  });

  it('deletes nothing when what it folded cannot be read back', async () => {
    const old = Array.from({ length: 25 }, (_, i) => [`w/${i}.jsonl`, journalText([change(`t${i}`, i + 1)])]);
    const { disk, journals } = diskWith(Object.fromEntries(old));
    const forgetful = { ...journals, append: async () => undefined };
    await new JournalPlace(forgetful, 'w/own.jsonl', () => 48 * hour).read();
    assert.equal(disk.size, 25);
  });
});
