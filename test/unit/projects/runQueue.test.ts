import assert from 'node:assert/strict';
import { setImmediate as aMoment } from 'node:timers/promises';
import { RunQueue } from '../../../src/projects/RunQueue.ts';

describe('runs of checks', () => {
  it('go one after the other, also after one that fails', async () => {
    const queue = new RunQueue<string>();
    const seen: string[] = [];
    const first = queue.add(['m1'], async () => {
      seen.push('first begins');
      await aMoment();
      seen.push('first fails');
      throw new Error('no Python');
    });
    const second = queue.add(['m2'], async () => void seen.push('second'));
    await assert.rejects(first, /no Python/);
    await second;
    assert.deepEqual(seen, ['first begins', 'first fails', 'second']);
  });

  it('know a milestone as waiting until its own check begins', async () => {
    const queue = new RunQueue<string>();
    const waiting = () => ['m1', 'm2', 'm3'].filter((id) => queue.isWaiting(id));
    const seen: string[][] = [];
    const run = queue.add(['m1', 'm2'], async (begin) => {
      seen.push(waiting());
      begin('m1');
      seen.push(waiting());
      begin('m2');
      seen.push(waiting());
    });
    await run;
    assert.deepEqual(seen, [['m1', 'm2'], ['m2'], []]);
  });

  it('leave nothing waiting when they end before they came to it', async () => {
    const queue = new RunQueue<string>();
    await queue.add(['m1', 'm2'], async (begin) => begin('m1'));
    await assert.rejects(queue.add(['m1'], () => Promise.reject(new Error('not trusted'))));
    assert.equal(queue.isWaiting('m1') || queue.isWaiting('m2'), false);
  });

  it('know it as waiting while one of two runs still has it before it', async () => {
    const queue = new RunQueue<string>();
    const first = queue.add(['m1'], async (begin) => {
      begin('m1');
      assert.equal(queue.isWaiting('m1'), true);
    });
    await Promise.all([first, queue.add(['m1'], async (begin) => begin('m1'))]);
    assert.equal(queue.isWaiting('m1'), false);
  });
});
