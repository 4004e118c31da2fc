import assert from 'node:assert/strict';
import { createApi } from '../../src/createApi.ts';
import type { Library } from '../../src/library/Library.ts';
import { ProgressStore } from '../../src/progress/ProgressStore.ts';
import { partKey } from '../../src/progress/parts.ts';
import { noProgress } from '../../src/progress/record.ts';
import { TestPlace } from './progress/samples.ts';
import { sampleOutline } from './samples.ts';

describe('what other extensions hear', () => {
  it('is every topic of the roadmap that changed, but not its parts nor other roadmaps', async () => {
    const store = new ProgressStore({
      places: [new TestPlace('one')],
      initial: noProgress,
      writer: 'w',
      now: () => new Date('2026-11-24T20:00:00Z'),
      onNotice: () => undefined,
      onFault: () => undefined,
    });
    const library = { outline: sampleOutline() } as Library;
    const api = createApi(library, store, async () => Promise.reject(new Error('not here')));
    const heard: (readonly string[])[] = [];
    api.onDidChangeProgress((topicIds) => heard.push(topicIds));
    await store.setStatus('sample', ['algebra', partKey('algebra', 'read', 'x')], 'done');
    await store.setStatus('sample', [partKey('algebra', 'read', 'y')], 'done');
    await store.setStatus('another', ['calculus'], 'done');
    assert.deepEqual(heard, [['algebra']]);
  });
});
