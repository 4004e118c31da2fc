import assert from 'node:assert/strict';
import { Hints } from '../../../src/projects/Hints.ts';
import { Reached } from '../../../src/projects/Reached.ts';
import { TestMemento } from '../progress/samples.ts';
import { milestone, resultsWith, startedIn } from './samples.ts';

describe('what was looked at in a project', () => {
  it('is one more hint each time, up to all of them, in each copy and milestone', async () => {
    const hints = new Hints(new TestMemento());
    const levels: number[] = [];
    for (let time = 0; time < 4; time++) levels.push(await hints.next('copy', milestone(1)));
    assert.deepEqual(levels, [1, 2, 3, 3]);
    assert.equal(hints.shown('copy', milestone(1)), 3);
    assert.equal(hints.shown('copy', milestone(2)), 0);
    assert.equal(hints.shown('another', milestone(1)), 0);
  });

  it('is the solution once it was seen, and a hint takes that back no more than the other way round', async () => {
    const hints = new Hints(new TestMemento());
    await hints.next('copy', milestone(1));
    await hints.sawSolution('copy', milestone(1));
    assert.equal(hints.shown('copy', milestone(1)), 1);
    await hints.next('copy', milestone(1));
    assert.equal(hints.wasSolutionSeen('copy', milestone(1)), true);
    assert.equal(hints.wasSolutionSeen('copy', milestone(2)), false);
  });

  it('is nothing where what was kept is damaged', () => {
    const memento = new TestMemento();
    memento.values.set('hints/copy/m1', { hints: 'all', solution: 'yes' });
    memento.values.set('hints/copy/m2', null);
    const hints = new Hints(memento);
    for (const number of [1, 2]) {
      assert.equal(hints.shown('copy', milestone(number)), 0);
      assert.equal(hints.wasSolutionSeen('copy', milestone(number)), false);
    }
  });
});

describe('what was reached in a project', () => {
  const reachedIn = async (...copies: Parameters<typeof resultsWith>[0][]) => {
    const started = copies.map((outcomes, index) => startedIn(`/w/${index}`, resultsWith(outcomes)));
    const reached = new Reached({ list: async () => ({ started, lost: [] }) });
    await reached.look();
    return reached.of('toolbox');
  };

  it('is that of the copy that is farthest', async () => {
    assert.equal(await reachedIn(), undefined);
    assert.equal(await reachedIn({ 1: ['failed'] }), '0/2');
    assert.equal(await reachedIn({ 1: ['failed'] }, { 1: ['passed'] }, {}), '1/2');
    assert.equal(await reachedIn({ 1: ['passed'], 2: ['passed'] }, {}), 'finished');
  });
});
