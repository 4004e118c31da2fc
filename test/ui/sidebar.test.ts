import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../vscode/paths.ts';
import { suiteFolders, suiteWorkbench } from './suite.ts';

const FOUNDATION = 'Foundation: Building Your Technical Core';

describe('the sidebar, in a real workbench', () => {
  const folders = suiteFolders();
  const workbench = suiteWorkbench({ extensions: [join(root, 'test/fixtures/memory-files')] });

  before(async () => {
    await workbench.open({ folder: await folders.make('evening') });
    await workbench.showRoadmap();
  });

  it('shows the ten stages with their counts, and the total in its title', async () => {
    const labels = await workbench.rows.evaluateAll((rows) =>
      rows.map((row) => row.getAttribute('aria-label')),
    );
    assert.equal(labels.length, 10);
    assert.equal(labels[0], `${FOUNDATION}, 0 of 13 topics done`);
    await workbench.heading('Topics 0/78').waitFor();
  });

  it('has every one of the article’s 78 items in it', async () => {
    const { items } = JSON.parse(await readFile(join(root, 'test/fixtures/article.json'), 'utf8'));
    for (const stage of new Set<string>(items.map(([title]: string[]) => title))) {
      await workbench.expand(stage);
      for (const group of new Set<string>(
        items.filter((item: string[]) => item[0] === stage && item[2]).map((item: string[]) => item[1]),
      )) {
        await workbench.expand(group);
      }
      for (const item of items.filter((item: string[]) => item[0] === stage)) {
        await workbench.row(item.at(-1)).first().waitFor();
      }
      await workbench.row(stage).locator('.monaco-tl-twistie').click();
    }
  });

  it('a tick updates the row, its group, its stage and the total', async () => {
    await workbench.expand(FOUNDATION);
    await workbench.expand('Mathematics and Statistics');
    await workbench.row('Linear Algebra').getByRole('checkbox').click();
    await workbench.row('Linear Algebra, done').waitFor();
    await workbench.row('Mathematics and Statistics, 1 of 4 topics done').waitFor();
    await workbench.row(`${FOUNDATION}, 1 of 13 topics done`).waitFor();
    await workbench.heading('Topics 1/78').waitFor();
  });

  it('the checkbox of a row tells a screen reader what it ticks', async () => {
    const box = workbench.row('Linear Algebra').getByRole('checkbox');
    assert.equal(await box.getAttribute('aria-label'), 'Linear Algebra done');
    assert.equal(await box.getAttribute('aria-checked'), 'true');
  });

  it('Space ticks and unticks the focused topic, and opens a focused group', async () => {
    await workbench.row('Mathematics and Statistics').click({ position: { x: 150, y: 10 } });
    await workbench
      .row('Mathematics and Statistics, 1 of 4 topics done')
      .and(workbench.page.locator('[aria-expanded=false]'))
      .waitFor();
    await workbench.page.keyboard.press('Space');
    await workbench.row('Calculus').waitFor();
    await workbench.page.keyboard.press('ArrowDown');
    await workbench.page.keyboard.press('ArrowDown');
    await workbench.page.keyboard.press('Space');
    await workbench.row('Calculus, done').waitFor();
    await workbench.page.keyboard.press('Space');
    await workbench.row('Calculus, not started').waitFor();
  });

  it('in progress and skipped show in words and with an icon', async () => {
    for (const [title, words, icon] of [
      ['Mark as In Progress', 'in progress', 'play-circle'],
      ['Mark as Skipped', 'skipped', 'circle-slash'],
    ] as const) {
      await workbench.chooseFromMenu('Calculus', title);
      await workbench.row(`Calculus, ${words}`).locator(`.codicon-${icon}`).waitFor();
      assert.match((await workbench.row('Calculus').textContent()) ?? '', new RegExp(words));
    }
    await workbench.row('Mathematics and Statistics, 1 of 4 topics done, 1 skipped').waitFor();
  });

  it('finds a topic in a collapsed branch by a part of its name', async () => {
    await workbench.run('Go to Topic');
    await workbench.choose('Go to Topic', 'architectures');
    const row = workbench.row('Transformer architectures');
    await row.waitFor();
    assert.match((await row.getAttribute('class')) ?? '', /focused/);
  });

  it('shows the resources of a topic under it', async () => {
    await workbench.expand('Transformer architectures');
    const resource = workbench.sidebar.locator('.monaco-list-row[aria-level="4"]').last();
    assert.match((await resource.getAttribute('aria-label')) ?? '', /(free|paid|freemium) · \d+/);
  });

  for (const [what, open] of [
    ['no folder', async () => ({})],
    [
      'two folders',
      async () => {
        const workspaceFile = join(folders.root, 'two.code-workspace');
        const paths = [await folders.make('one'), await folders.make('two')];
        await writeFile(workspaceFile, JSON.stringify({ folders: paths.map((path) => ({ path })) }));
        return { workspaceFile };
      },
    ],
    [
      'a folder that is on no disk',
      async () => {
        const workspaceFile = join(folders.root, 'virtual.code-workspace');
        await writeFile(workspaceFile, JSON.stringify({ folders: [{ uri: 'memory:/' }] }));
        return { workspaceFile };
      },
    ],
  ] as const) {
    it(`works with ${what}, and starts where the learner is`, async () => {
      await workbench.open(await open());
      await workbench.showRoadmap();
      await workbench.row(`${FOUNDATION}, 1 of 13 topics done, 1 skipped`).waitFor();
    });
  }
});
