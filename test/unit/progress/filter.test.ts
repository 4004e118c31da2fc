import assert from 'node:assert/strict';
import { type Filter, filterText, isFiltering, noFilter, passes } from '../../../src/progress/filter.ts';
import type { Status } from '../../../src/progress/record.ts';
import { childKeys } from '../../../src/views/topicRows.ts';
import { leaf, sampleOutline } from '../samples.ts';

const outline = sampleOutline();
const statusOf = (id: string): Status => (id === 'algebra' ? 'done' : 'not-started');
const shown = (filter: Partial<Filter>) =>
  outline.leaves.filter((leaf) => passes({ ...noFilter, ...filter }, leaf, statusOf)).map(({ id }) => id);

describe('a filter', () => {
  it('lets everything through until it asks for something', () => {
    assert.equal(isFiltering(noFilter), false);
    assert.equal(isFiltering({ ...noFilter, text: '  ' }), false);
    assert.equal(shown({}).length, 4);
  });

  it('goes by state, level, kind of resource and track', () => {
    assert.deepEqual(shown({ states: ['done'] }), ['algebra']);
    assert.deepEqual(shown({ states: ['done', 'not-started'] }).length, 4);
    assert.deepEqual(shown({ levels: ['advanced'] }), []);
    assert.equal(shown({ kinds: ['course'] }).length, 4);
    assert.deepEqual(shown({ kinds: ['video'] }), []);
    const track = { id: 't', title: 'T', summary: '', topics: ['coding'], hours: 2 };
    assert.deepEqual(shown({ tracks: [track] }), ['coding']);
    const other = { ...track, id: 'o', topics: ['algebra'] };
    assert.deepEqual(shown({ tracks: [other, track] }), ['algebra', 'coding']);
  });

  it('finds words in titles, other names, outcomes and resources, in any order and case', () => {
    assert.deepEqual(shown({ text: 'LINALG' }), ['algebra']);
    assert.deepEqual(shown({ text: 'course calculus' }), ['calculus']);
    assert.deepEqual(shown({ text: 'nothing like it' }), []);
    const topic = leaf('nets', { outcomes: ['Derive the softmax gradient'] });
    assert.ok(passes({ ...noFilter, text: 'softmax' }, topic, statusOf));
  });

  it('does not mind what is marked as code', () => {
    const topic = leaf('a', { outcomes: ['Call `fit` with(`X`)'] });
    assert.ok(passes({ ...noFilter, text: 'with(x)' }, topic, () => 'not-started'));
  });

  it('asks all of its parts at once', () => {
    assert.deepEqual(shown({ states: ['done'], text: 'calculus' }), []);
  });

  it('hides groups without a topic to show, and leaves the others in place', () => {
    const shows = (leaf: { id: string }) => leaf.id === 'calculus';
    assert.deepEqual(childKeys(outline, undefined, shows), ['sample/basics']);
    assert.deepEqual(childKeys(outline, 'sample/basics', shows), ['sample/math']);
    assert.deepEqual(childKeys(outline, 'sample/math', shows), ['sample/calculus']);
  });

  it('says what it shows', () => {
    const filter: Filter = {
      ...noFilter,
      states: ['in-progress', 'done'],
      levels: ['beginner'],
      text: 'kalman',
    };
    assert.equal(filterText(filter, 2, 78), 'Showing 2 of 78: in progress or done · beginner · “kalman”');
    const track = { id: 't', title: 'Coder', summary: '', topics: [], hours: 0 };
    assert.equal(
      filterText({ ...noFilter, kinds: ['book', 'video'], tracks: [track] }, 1, 78),
      'Showing 1 of 78: book or video · track Coder',
    );
    assert.equal(
      filterText({ ...noFilter, tracks: [track, { ...track, title: 'Reader' }] }, 1, 78),
      'Showing 1 of 78: track Coder or Reader',
    );
    for (const part of [{ kinds: ['book'] }, { levels: ['beginner'] }, { tracks: [track] }] as const) {
      assert.ok(isFiltering({ ...noFilter, ...part }));
    }
  });
});
