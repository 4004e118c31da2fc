import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Locator } from 'playwright-core';
import manifest from '../../package.json' with { type: 'json' };
import { compileContent } from '../../src/build/content.ts';
import { planProject, withManifest } from '../../src/projects/plan.ts';
import { root } from '../vscode/paths.ts';
import { suiteFolders, suiteWorkbench } from './suite.ts';

const VIEW = 'Practice Projects';

describe('the package, installed, in a folder nobody trusted', () => {
  const folders = suiteFolders();
  const workbench = suiteWorkbench({ vsix: join(root, `ml-roadmap-${manifest.version}.vsix`) });

  before(async () => {
    // A practice project that came from somewhere else, as a clone does.
    const project = compileContent(root).projects.find(({ id }) => id === 'linalg-lab');
    if (!project) throw new Error('there is no linalg-lab');
    const what = { project: project.id, name: 'lab', instance: crypto.randomUUID() };
    const folder = await folders.make('lab');
    for (const { path, text } of await withManifest(planProject(project, 'lab'), what)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    await workbench.open({ folder });
  });

  it('shows the whole roadmap in Restricted Mode', async () => {
    await workbench.page
      .getByRole('button', { name: /Restricted Mode/ })
      .first()
      .waitFor();
    await workbench.showRoadmap();
    await workbench.heading('Topics 0/78').waitFor();
  });

  it('ticks a topic and reads its page', async () => {
    await workbench.run('Go to Topic');
    await workbench.choose('Go to Topic', 'Calculus');
    await workbench.row('Calculus').getByRole('checkbox').click();
    await workbench.row('Calculus, done').waitFor();
    await workbench.row('Calculus').click({ position: { x: 120, y: 10 } });
    await workbench.webview.getByRole('heading', { level: 1, name: 'Calculus' }).waitFor();
  });

  it('draws the map, and the progress', async () => {
    await workbench.run('Show Map');
    // Only our script finds a topic, and only our style sheet takes the others back.
    await workbench.webview.getByRole('searchbox').fill('Calculus');
    const found = workbench.webview.locator('#node-calculus.match');
    await found.waitFor();
    const opacity = (node: Locator) => node.evaluate((element) => getComputedStyle(element).fillOpacity);
    assert.equal(await opacity(found), '1');
    assert.equal(await opacity(workbench.webview.locator('#node-linear-algebra')), '0.4');
    await workbench.run('Show Progress');
    await workbench.webview.getByRole('heading', { level: 1, name: 'Progress' }).waitFor();
    const facts = workbench.webview.locator('.facts');
    assert.equal(await facts.evaluate((element) => getComputedStyle(element).display), 'grid');
  });

  it('knows the practice project in it, and gives a hint', async () => {
    await workbench.unfold(VIEW);
    await workbench.row('Milestone 1, Products by hand, to do', VIEW).waitFor();
    await workbench.chooseFromMenu('Milestone 1, Products by hand, to do', 'Show Hint…', VIEW);
    await workbench.page.getByRole('tab', { name: 'hints.md' }).waitFor();
    await workbench.page.locator('.view-line').getByText('Hint 1 of').waitFor();
  });

  it('runs nothing of the folder, and says what to do about it', async () => {
    await workbench.chooseFromMenu('Milestone 1, Products by hand, to do', 'Check Practice Project…', VIEW);
    await workbench.notification('the folder is in Restricted Mode. Choose “Manage” in the banner, trust it');
    await workbench.row('Milestone 1, Products by hand, to do', VIEW).waitFor();
  });
});
