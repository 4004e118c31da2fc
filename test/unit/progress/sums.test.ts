import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { countLeaves, groupStatus } from '../../../src/progress/counts.ts';
import { nextTopic } from '../../../src/progress/next.ts';
import { type Status, statuses } from '../../../src/progress/record.ts';
import type { Group } from '../../../src/roadmap/model.ts';
import { sampleOutline, sampleRoadmap } from '../samples.ts';

const outline = sampleOutline();
const ids = outline.leaves.map(({ id }) => id);
const statusFrom = (marks: Readonly<Record<string, Status>>) => (id: string) => marks[id] ?? 'not-started';
const basics = sampleRoadmap.topics[0] as Group;

describe('counting', () => {
  it('counts leaves at any depth, never groups', () => {
    const statusOf = statusFrom({ algebra: 'done', coding: 'skipped', training: 'in-progress' });
    assert.deepEqual(countLeaves(sampleRoadmap.topics, statusOf), {
      total: 4,
      done: 1,
      inProgress: 1,
      skipped: 1,
    });
    assert.deepEqual(countLeaves([basics], statusOf), { total: 3, done: 1, inProgress: 0, skipped: 1 });
  });

  it('a group is done when nothing is left in it', () => {
    assert.equal(groupStatus(basics, statusFrom({})), 'not-started');
    assert.equal(groupStatus(basics, statusFrom({ algebra: 'in-progress' })), 'in-progress');
    assert.equal(groupStatus(basics, statusFrom({ algebra: 'done', calculus: 'done' })), 'in-progress');
    assert.equal(
      groupStatus(basics, statusFrom({ algebra: 'done', calculus: 'done', coding: 'skipped' })),
      'done',
    );
    const skipped = { algebra: 'skipped', calculus: 'skipped', coding: 'skipped' } as const;
    assert.equal(groupStatus(basics, statusFrom(skipped)), 'skipped');
  });
});

describe('the next topic', () => {
  const next = (marks: Readonly<Record<string, Status>>) => nextTopic(outline, statusFrom(marks))?.id;

  it('is the first of the roadmap at the start', () => assert.equal(next({}), 'algebra'));

  it('is what is in progress, before anything new', () =>
    assert.equal(next({ coding: 'in-progress' }), 'coding'));

  it('waits for prerequisites, done or skipped', () => {
    assert.equal(next({ algebra: 'skipped' }), 'calculus');
    assert.equal(next({ algebra: 'done', calculus: 'done' }), 'coding');
    assert.equal(next({ algebra: 'done', calculus: 'done', coding: 'skipped' }), 'training');
  });

  it('is always there while something is left, and never something settled', () => {
    fc.assert(
      fc.property(fc.tuple(...ids.map(() => fc.constantFrom(...statuses))), (chosen) => {
        const marks = Object.fromEntries(ids.map((id, index) => [id, chosen[index] as Status]));
        const id = next(marks);
        const left = ids.filter((one) => marks[one] === 'not-started' || marks[one] === 'in-progress');
        // A topic not started behind one that is neither done nor skipped waits for that one.
        assert.equal(id === undefined, left.length === 0);
        if (id) assert.ok(left.includes(id));
      }),
    );
  });
});
