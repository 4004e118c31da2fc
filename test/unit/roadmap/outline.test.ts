import assert from 'node:assert/strict';
import { outlineOf, projectsIn } from '../../../src/roadmap/outline.ts';
import { leaf, sampleOutline } from '../samples.ts';

describe('an outline', () => {
  const outline = sampleOutline();

  it('knows what stands above a topic, and what a topic opens', () => {
    const above = (id: string) => outline.ancestors(id).map((group) => group.id);
    assert.deepEqual(above('algebra'), ['basics', 'math']);
    assert.deepEqual(above('basics'), []);
    assert.deepEqual(above('ghost'), []);
    assert.deepEqual(
      outline.unlockedBy('coding').map(({ id }) => id),
      ['training'],
    );
    assert.deepEqual(outline.unlockedBy('constructor'), []);
  });

  it('names a project once, however many topics practice it', () => {
    const lab = { id: 'lab', title: 'Lab', level: 'beginner', hours: 4 } as const;
    const topics = [leaf('a', { projects: [lab] }), leaf('b', { projects: [lab, { ...lab, id: 'other' }] })];
    const ids = projectsIn(outlineOf({ id: 'r', title: 'R', summary: '', topics })).map(({ id }) => id);
    assert.deepEqual(ids, ['lab', 'other']);
  });
});
