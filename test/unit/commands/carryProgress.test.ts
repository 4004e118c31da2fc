import assert from 'node:assert/strict';
import { exportProgress, importProgress } from '../../../src/commands/carryProgress.ts';
import { readProgress } from '../../../src/progress/record.ts';
import { mark, progressOf } from '../progress/samples.ts';
import { testContext } from './testContext.ts';

const evidence = { project: 'lab' };
const record = progressOf({ algebra: { ...mark('done', 3), evidence }, coding: mark('skipped', 4) });
const file = { name: 'mine.json', text: JSON.stringify(record) };

describe('progress as a file', () => {
  it('is written whole, and can be read back', async () => {
    const { context, done, texts } = testContext({ record });
    await exportProgress(context);
    assert.deepEqual(done, ['saved ml-roadmap-progress.json']);
    const reading = readProgress(JSON.parse(texts.get('ml-roadmap-progress.json') ?? ''));
    assert.equal(reading.kind, 'sound');
    assert.deepEqual(JSON.parse(JSON.stringify(reading)).progress, record);
  });

  it('is taken over, and says how much of it was new', async () => {
    const { context, done, marks } = testContext({ file, taken: 2 });
    marks.set('algebra', 'done');
    marks.set('coding', 'skipped');
    await importProgress(context);
    assert.deepEqual(done, ['mentioned mine.json: 2 marks taken over.']);
  });

  it('leaves what changed here since, unless the learner wants the file’s', async () => {
    for (const [button, algebra, shown] of [
      [undefined, undefined, []],
      ['Use Those of the File', 'done', ['evidence {"project":"lab"}']],
    ] as const) {
      const { context, done, marks } = testContext({ file, taken: 0, ...(button ? { button } : {}) });
      await importProgress(context);
      assert.match(done[0] ?? '', /0 marks taken over\. 2 marks changed here since and stayed/);
      assert.equal(marks.get('algebra'), algebra);
      assert.deepEqual(done.slice(1), shown);
    }
  });

  it('is refused with a reason when it is something else, and nothing changes', async () => {
    for (const [text, why] of [
      ['not json', /x\.json is no JSON file\. Nothing was changed/],
      ['[1, 2]', /holds no progress/],
      ['{"version":1,"roadmaps":{}}', /holds no progress/],
      ['{"version":2,"roadmaps":{}}', /newer version of ML Roadmap/],
      [JSON.stringify(progressOf({ a: mark('done', Number.MAX_SAFE_INTEGER) })), /holds no progress/],
    ] as const) {
      const { context, done } = testContext({ file: { name: 'x.json', text } });
      await assert.rejects(importProgress(context), { name: 'UserError', message: why });
      assert.deepEqual(done, []);
    }
  });

  it('is not asked for twice when no file was chosen', async () => {
    const { context, done } = testContext();
    await importProgress(context);
    assert.deepEqual(done, []);
  });
});
