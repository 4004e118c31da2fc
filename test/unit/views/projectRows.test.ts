import assert from 'node:assert/strict';
import { ROW_WORDS } from '../../../src/manifest.ts';
import { startedKey } from '../../../src/projectKey.ts';
import type { Results } from '../../../src/projects/practice.ts';
import { shownMilestones } from '../../../src/projects/results.ts';
import { outlineOf } from '../../../src/roadmap/outline.ts';
import type { ShownProjects } from '../../../src/views/projectCatalogue.ts';
import { projectChildKeys, projectRowOf } from '../../../src/views/projectRows.ts';
import { resultsWith, toolbox } from '../projects/samples.ts';
import { leaf, sampleOutline } from '../samples.ts';

const outline = sampleOutline();
const none: ShownProjects = { by: 'topic', started: [], lost: [] };
const folder = 'file:///w/my%23lab';

function shown(results: Results): ShownProjects {
  const milestones = shownMilestones(toolbox, results);
  return {
    by: 'topic',
    started: [{ folder, name: 'my#lab', path: '/w/my#lab', project: toolbox, milestones }],
    lost: [{ folder: 'file:///gone', name: 'gone', projectId: 'toolbox' }],
  };
}

describe('the projects view', () => {
  it('offers the catalogue by stage when nothing was started', () => {
    assert.deepEqual(projectChildKeys(outline, none, undefined), ['section#basics']);
    assert.deepEqual(projectChildKeys(outline, none, 'section#basics'), ['toolbox']);
    const row = projectRowOf(outline, none, 'toolbox');
    assert.equal(row.label, 'Toolbox');
    assert.equal(row.description, 'beginner · 5 h');
    assert.match(row.spoken, /not started/);
    assert.ok(row.tooltip.includes('Practices Coding'));
  });

  it('offers the catalogue by level and by state too, without empty sections', () => {
    const titles = (own: ShownProjects) =>
      projectChildKeys(outline, own, undefined).map((key) => projectRowOf(outline, own, key).label);
    assert.deepEqual(titles({ ...none, by: 'level' }), ['Beginner']);
    assert.deepEqual(projectChildKeys(outline, { ...none, by: 'level' }, 'section#beginner'), ['toolbox']);
    assert.deepEqual(titles({ ...none, by: 'state' }), ['Not started']);
    const begun = shown(resultsWith({ 1: ['passed'] }));
    assert.deepEqual(titles({ ...begun, by: 'state' }), ['Yours', 'Under way']);
    const finished = shown(resultsWith({ 1: ['passed'], 2: ['passed'] }));
    assert.deepEqual(titles({ ...finished, by: 'state' }), ['Yours', 'Finished']);
  });

  it('lists a project once, under the first stage that names it', () => {
    const projects = [{ id: 'toolbox', title: 'Toolbox', level: 'beginner', hours: 5 }] as const;
    const stage = (id: string, ...ids: string[]) => {
      const topics = ids.map((topicId) => leaf(topicId, { projects }));
      return { id, title: id, summary: '', hours: 1, topics };
    };
    const topics = [stage('one', 'a', 'b'), stage('two', 'c')];
    const own = outlineOf({ id: 'r', title: 'R', summary: '', topics });
    assert.deepEqual(projectChildKeys(own, none, undefined), ['section#one']);
    assert.deepEqual(projectChildKeys(own, none, 'section#one'), ['toolbox']);
    assert.ok(projectRowOf(own, none, 'toolbox').tooltip.includes('Practices A, B, C'));
  });

  it('shows the learner’s own first, with their milestones', () => {
    const own = shown(resultsWith({ 1: ['passed'] }));
    const [section = ''] = projectChildKeys(outline, own, undefined);
    assert.equal(projectRowOf(outline, own, section).label, 'Yours');
    const keys = projectChildKeys(outline, own, section);
    assert.equal(keys.length, 2);
    const row = projectRowOf(outline, own, keys[0] ?? '');
    assert.equal(row.label, 'my#lab');
    assert.equal(row.description, '1/2 · Toolbox');
    assert.equal(projectChildKeys(outline, own, keys[0] ?? '').length, 2);
    assert.equal(projectRowOf(outline, own, 'toolbox').description, '1/2 · beginner · 5 h');
  });

  it('tells four states apart by word and shape, with the first hint', () => {
    const rowFor = (results: Results) => projectRowOf(outline, shown(results), startedKey(folder, 'm1'));
    const rows = [
      rowFor(resultsWith({})),
      rowFor(resultsWith({ 1: ['failed'] })),
      rowFor(resultsWith({ 1: ['passed'] })),
      rowFor(resultsWith({ 1: ['skipped'] })),
    ];
    assert.deepEqual(
      rows.map(({ description }) => description),
      ['to do', 'failing: test_0: look at the sign', 'passing', 'blocked: test_0: look at the sign'],
    );
    assert.equal(new Set(rows.map(({ icon }) => icon)).size, 4);
    assert.match(rows[1]?.spoken ?? '', /^Milestone 1, Step 1, failing/);
  });

  it('marks edited tests with a badge and no more', () => {
    const plain = resultsWith({ 1: ['passed'] });
    const milestones = Object.entries(plain.milestones).map(([id, result]) => [
      id,
      { ...result, edited: true },
    ]);
    const edited: Results = { version: 1, milestones: Object.fromEntries(milestones) };
    const row = projectRowOf(outline, shown(edited), startedKey(folder, 'm1'));
    assert.equal(row.description, 'passing, tests edited');
    assert.equal(row.context, 'milestone passing');
  });

  it('says so when a project is finished, and when one is not where it was', () => {
    const own = shown(resultsWith({ 1: ['passed'], 2: ['passed'] }));
    assert.match(projectRowOf(outline, own, 'toolbox').description, /^finished/);
    assert.equal(projectRowOf(outline, own, startedKey('file:///gone')).description, 'not where it was');
  });

  it('has rows whose words menus know, and none for what does not exist', () => {
    const own = shown(resultsWith({}));
    const every = (key?: string): string[] =>
      projectChildKeys(outline, own, key).flatMap((child) => [child, ...every(child)]);
    assert.ok(every().length >= 6);
    for (const key of every()) {
      const [word = ''] = projectRowOf(outline, own, key).context.split(' ');
      assert.ok((ROW_WORDS as readonly string[]).includes(word), word);
    }
    for (const key of ['ghost', 'section#ghost', startedKey('file:///nowhere'), startedKey(folder, 'm9')]) {
      assert.throws(() => projectRowOf(outline, own, key), /no row is called/);
    }
  });
});
