import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { partKey } from '../../../src/progress/parts.ts';
import { type Status, statuses } from '../../../src/progress/record.ts';
import { eveningMinutes, reasonText, upNext } from '../../../src/progress/upNext.ts';
import type { Track } from '../../../src/roadmap/model.ts';
import { outlineOf } from '../../../src/roadmap/outline.ts';
import { leaf, sampleOutline } from '../samples.ts';

const outline = sampleOutline();
const ids = outline.leaves.map(({ id }) => id);
const coding: Track = { id: 'code', title: 'Coder', summary: '', topics: ['coding'], hours: 2 };

function suggest(marks: Readonly<Record<string, Status>>, track?: Track, minutes = 60) {
  return upNext(outline, (id) => marks[id] ?? 'not-started', { track, minutes, limit: 10 });
}
const next = (marks: Readonly<Record<string, Status>>, track?: Track) => suggest(marks, track)[0]?.leaf.id;
const why = (marks: Readonly<Record<string, Status>>, track?: Track) =>
  suggest(marks, track)[0]?.reasons.map(reasonText);

describe('Up Next', () => {
  it('begins where the roadmap begins', () => {
    assert.equal(next({}), 'algebra');
    assert.deepEqual(why({}), ['needs nothing first', 'unlocks 1 topic']);
  });

  it('puts what is in progress before anything new', () => {
    assert.equal(next({ coding: 'in-progress' }), 'coding');
    assert.deepEqual(why({ algebra: 'in-progress' }), ['in progress', 'unlocks 1 topic']);
    assert.equal(next({ training: 'in-progress' }), 'training', 'even before what it needs');
  });

  it('counts as unlocked only what is still to be started', () => {
    const before = { coding: 'in-progress', calculus: 'done' } as const;
    assert.deepEqual(why(before), ['in progress', 'unlocks 1 topic']);
    assert.deepEqual(why({ ...before, training: 'skipped' }), ['in progress']);
  });

  it('counts as unlocked only what then needs nothing else', () => {
    assert.deepEqual(why({ coding: 'in-progress' }), ['in progress'], 'training needs calculus, too');
    assert.deepEqual(why({ coding: 'in-progress', calculus: 'skipped' }), ['in progress', 'unlocks 1 topic']);
  });

  it('follows the chosen track before the roadmap’s order', () => {
    assert.equal(next({}, coding), 'coding');
    assert.deepEqual(why({}, coding), ['on your track “Coder”']);
    const all = suggest({}, { ...coding, topics: ['coding', 'algebra'] });
    assert.deepEqual(
      all.map(({ leaf: { id } }) => id),
      ['coding', 'algebra'],
    );
    const analyst = { ...coding, title: 'Analyst', topics: ['calculus'] };
    assert.deepEqual(why({ algebra: 'done' }, analyst), ['on your track “Analyst”']);
    const later = { algebra: 'done', coding: 'done' } as const;
    assert.deepEqual(why(later, analyst), ['on your track “Analyst”', 'unlocks 1 topic']);
  });

  it('stays on the chosen track while something on it can be worked on', () => {
    const shown = (marks: Readonly<Record<string, Status>>) =>
      suggest(marks, coding).map((one) => one.leaf.id);
    assert.deepEqual(shown({ algebra: 'done' }), ['coding']);
    assert.deepEqual(shown({ algebra: 'in-progress' }), ['algebra', 'coding']);
    assert.deepEqual(shown({ coding: 'done' }), ['algebra'], 'off it when all of it is settled');
  });

  it('goes on from what was finished', () => {
    assert.equal(next({ algebra: 'done' }), 'calculus');
    assert.deepEqual(why({ algebra: 'done' }), ['you finished Algebra']);
    assert.deepEqual(why({ algebra: 'done', coding: 'skipped' }), [
      'you finished Algebra',
      'unlocks 1 topic',
    ]);
  });

  it('says that what a topic needs was skipped, and never that it needs nothing', () => {
    assert.deepEqual(why({ algebra: 'skipped' }), ['you skipped what it needs']);
    assert.deepEqual(why({ algebra: 'done', calculus: 'skipped', coding: 'done' }), ['you finished Coding']);
  });

  it('waits for prerequisites, done or skipped', () => {
    assert.deepEqual(
      suggest({}).map(({ leaf: { id } }) => id),
      ['algebra', 'coding'],
    );
    assert.equal(next({ algebra: 'skipped' }), 'calculus');
    assert.equal(next({ algebra: 'done', calculus: 'done', coding: 'skipped' }), 'training');
  });

  it('names a resource that fits the evening and was not read yet', () => {
    assert.equal(suggest({}, undefined, 90)[0]?.resource?.title, 'algebra book');
    const read = { [partKey('algebra', 'read', 'https://example.org/algebra')]: 'done' } as const;
    assert.equal(suggest(read, undefined, 90)[0]?.resource?.title, 'algebra course');
    assert.equal(
      suggest({}, undefined, 30)[0]?.resource?.title,
      'algebra book',
      'the shortest when none fits',
    );
    assert.equal(suggest({}, undefined, 90)[0]?.fitsEvening, true);
    assert.equal(suggest({}, undefined, 89)[0]?.fitsEvening, false);
  });

  it('is never empty while something is left, and never offers what is settled or locked', () => {
    fc.assert(
      fc.property(
        fc.tuple(...ids.map(() => fc.constantFrom(...statuses))),
        fc.boolean(),
        (chosen, onTrack) => {
          const marks = Object.fromEntries(ids.map((id, index) => [id, chosen[index] as Status]));
          const shown = suggest(marks, onTrack ? coding : undefined);
          const left = ids.filter((id) => marks[id] === 'not-started' || marks[id] === 'in-progress');
          assert.equal(shown.length === 0, left.length === 0);
          for (const { leaf: topic, reasons } of shown) {
            assert.ok(left.includes(topic.id));
            assert.ok(reasons.length > 0);
            const settled = (id: string) => marks[id] === 'done' || marks[id] === 'skipped';
            const needs = topic.prerequisites ?? [];
            if (marks[topic.id] === 'not-started') assert.ok(needs.every(settled));
            const kinds = reasons.map(({ kind }) => kind);
            if (kinds.includes('start')) assert.deepEqual(needs, []);
            if (kinds.includes('needs-skipped')) {
              assert.ok(needs.length > 0 && needs.every((id) => marks[id] === 'skipped'));
            }
            // What it unlocks is what could be started once it is done, and could not before.
            const after = (id: string) => id === topic.id || settled(id);
            const opened = outline.leaves.filter(
              ({ id, prerequisites = [] }) =>
                marks[id] === 'not-started' && prerequisites.every(after) && !prerequisites.every(settled),
            );
            const promised = reasons.find((reason) => reason.kind === 'unlocks');
            assert.equal(promised?.count ?? 0, opened.length);
          }
          assert.deepEqual(shown, suggest(marks, onTrack ? coding : undefined));
        },
      ),
    );
  });

  it('leaves what leads nowhere for when nothing else is open', () => {
    const own = outlineOf({
      id: 'r',
      title: 'R',
      summary: '',
      topics: [leaf('pay'), leaf('python'), leaf('torch', { prerequisites: ['python'] })],
    });
    const shown = (marks: Readonly<Record<string, Status>>) =>
      upNext(own, (id) => marks[id] ?? 'not-started', { minutes: 60, limit: 9 }).map((one) => one.leaf.id);
    assert.deepEqual(shown({}), ['python']);
    assert.deepEqual(shown({ python: 'done', torch: 'done' }), ['pay']);
  });

  it('shows no more than it was asked for', () => {
    const many = outlineOf({
      id: 'many',
      title: 'Many',
      summary: '',
      topics: Array.from({ length: 50 }, (_, index) => leaf(`t${index}`)),
    });
    assert.equal(upNext(many, () => 'not-started', { minutes: 60, limit: 7 }).length, 7);
  });
});

describe('an evening', () => {
  it('is a third of the week’s hours, and between half an hour and three', () => {
    assert.equal(eveningMinutes(5), 100);
    assert.equal(eveningMinutes(1), 30);
    assert.equal(eveningMinutes(40), 180);
    assert.equal(eveningMinutes(Number.NaN), 30);
  });
});
