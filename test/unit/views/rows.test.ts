import assert from 'node:assert/strict';
import { COMMANDS, ROW_WORDS } from '../../../src/manifest.ts';
import type { Status } from '../../../src/progress/record.ts';
import type { Group } from '../../../src/roadmap/model.ts';
import { outlineOf } from '../../../src/roadmap/outline.ts';
import { childKeys, keysToRedraw, parentKey, rowOf } from '../../../src/views/topicRows.ts';
import { leaf, sampleOutline } from '../samples.ts';

const outline = sampleOutline();
const row = (key: string, marks: Readonly<Record<string, Status>> = {}) =>
  rowOf(outline, (id) => marks[id] ?? 'not-started', key);

function everyKey(under?: string): string[] {
  return childKeys(outline, under).flatMap((key) => [key, ...everyKey(key)]);
}

describe('the rows of the tree', () => {
  it('are stages, their topics, and under a leaf its projects and resources', () => {
    assert.deepEqual(everyKey(), [
      'sample/basics',
      'sample/math',
      'sample/algebra',
      'sample/algebra#resource:https://example.org/algebra',
      'sample/algebra#resource:https://example.org/algebra%2Fc',
      'sample/calculus',
      'sample/calculus#resource:https://example.org/calculus',
      'sample/calculus#resource:https://example.org/calculus%2Fc',
      'sample/coding',
      'sample/coding#project:toolbox',
      'sample/coding#resource:https://example.org/coding',
      'sample/coding#resource:https://example.org/coding%2Fc',
      'sample/models',
      'sample/training',
      'sample/training#resource:https://example.org/training',
      'sample/training#resource:https://example.org/training%2Fc',
    ]);
  });

  it('know their parent, all the way up', () => {
    for (const key of everyKey()) {
      const parent = parentKey(outline, key);
      assert.ok(childKeys(outline, parent).includes(key), key);
    }
  });

  it('a group has a count and an icon, never a checkbox', () => {
    const basics = row('sample/basics', { algebra: 'done', coding: 'skipped' });
    assert.equal(basics.description, '1/3, 1 skipped');
    assert.equal(basics.spoken, 'Basics, 1 of 3 topics done, 1 skipped');
    assert.equal(basics.checkbox, undefined);
    assert.ok(basics.icon);
    assert.equal(basics.command, undefined, 'so that a click opens and closes it');
  });

  it('a finished group shows it', () => {
    const done = row('sample/math', { algebra: 'done', calculus: 'skipped' });
    assert.equal(done.icon, 'pass-filled');
    assert.equal(done.description, '1/2, 1 skipped');
  });

  it('a leaf says its state in words, for the eye and for a screen reader', () => {
    const texts = (status: Status) => {
      const { description, spoken, checkbox } = row('sample/algebra', { algebra: status });
      return { description, spoken, checked: checkbox?.checked };
    };
    assert.deepEqual(texts('not-started'), {
      description: 'beginner · 2 h',
      spoken: 'Algebra, not started, beginner, 2 hours',
      checked: false,
    });
    assert.deepEqual(texts('done'), {
      description: 'done · beginner · 2 h',
      spoken: 'Algebra, done, beginner, 2 hours',
      checked: true,
    });
    assert.equal(texts('in-progress').description, 'in progress · beginner · 2 h');
    assert.equal(texts('skipped').spoken, 'Algebra, skipped, beginner, 2 hours');
    assert.equal(texts('skipped').checked, false);
  });

  it('in progress and skipped have icons of different shapes', () => {
    const icons = (['in-progress', 'skipped'] as const).map(
      (status) => row('sample/algebra', { algebra: status }).icon,
    );
    assert.deepEqual(icons, ['play-circle', 'circle-slash']);
  });

  it('a resource tells kind, price and time, and opens on a click', () => {
    const resource = row('sample/algebra#resource:https://example.org/algebra%2Fc');
    assert.equal(resource.description, 'course · paid · 10 h');
    assert.equal(resource.command?.id, COMMANDS.openResource);
    assert.equal(resource.hasChildren, false);
  });

  it('what cannot show code tells it without its marks', () => {
    const [resource] = leaf('a').resources;
    assert.ok(resource);
    const topic = leaf('a', { summary: 'See `f`.', resources: [{ ...resource, note: 'The `g`.' }] });
    const group: Group = { id: 'b', title: 'B', summary: 'Of `h`.', hours: 1, topics: [topic] };
    const own = outlineOf({ id: 'r', title: 'R', summary: '', topics: [group] });
    const told = ['r/b', 'r/a', `r/a#resource:${resource.url}`].map(
      (key) => rowOf(own, () => 'not-started', key).tooltip,
    );
    assert.ok(told[0]?.includes('Of h.') && told[1]?.includes('See f.') && told[2]?.includes('The g.'));
  });

  it('a project tells that it is one, and starts on a click', () => {
    const project = row('sample/coding#project:toolbox');
    assert.equal(project.description, 'practice project · beginner · 5 h');
    assert.equal(project.command?.id, COMMANDS.startProject);
  });

  it('each carries one of the words that menus look for', () => {
    for (const key of everyKey()) {
      const words = row(key).context.split(' ');
      assert.equal(words.filter((word) => (ROW_WORDS as readonly string[]).includes(word)).length, 1, key);
    }
  });

  it('are drawn again stage by stage, and all of them while a filter may hide or show one', () => {
    assert.deepEqual(keysToRedraw(outline, ['algebra', 'coding'], false), ['sample/basics']);
    assert.deepEqual(keysToRedraw(outline, ['models'], false), ['sample/models']);
    assert.equal(keysToRedraw(outline, ['algebra'], true), undefined);
    for (const filtering of [true, false]) {
      assert.deepEqual(keysToRedraw(outline, ['of another roadmap'], filtering), []);
    }
  });

  it('that do not exist are an error, not an empty row', () => {
    for (const key of [
      'sample/ghost',
      'sample/algebra#resource:https://elsewhere.org',
      'sample/algebra#project:x',
      '',
    ]) {
      assert.throws(() => row(key), /no row is called/);
    }
  });
});
