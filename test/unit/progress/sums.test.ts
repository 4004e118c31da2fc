import assert from 'node:assert/strict';
import { countLeaves, groupStatus } from '../../../src/progress/counts.ts';
import type { Status } from '../../../src/progress/record.ts';
import type { Group } from '../../../src/roadmap/model.ts';
import { sampleRoadmap } from '../samples.ts';

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
