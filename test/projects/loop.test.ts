import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compileContent } from '../../src/build/content.ts';
import { requirementsIn } from '../../src/projects/doctor.ts';
import { planSolution } from '../../src/projects/plan.ts';
import { suiteFolders, suiteWorkbench } from '../ui/suite.ts';
import { root } from '../vscode/paths.ts';
import { pythonWith } from './python.ts';

const PROJECT = 'linalg-lab';
const VIEW = 'Practice Projects';

describe('the whole loop of a practice project, in a real workbench with a real Python', () => {
  const project = compileContent(root).projects.find(({ id }) => id === PROJECT);
  assert.ok(project);
  const [first] = project.milestones;
  assert.ok(first);
  const folders = suiteFolders();
  const settings: Record<string, string> = {};
  before(async function () {
    this.timeout(1_200_000);
    const requirements = requirementsIn(project.starter['requirements.txt'] ?? '');
    settings['mlRoadmap.projects.python'] = await pythonWith(requirements);
  });
  const workbench = suiteWorkbench({ settings });
  let folder = '';

  const milestone = (state: string) => workbench.row(`Milestone 1, ${first.title}, ${state}`, VIEW);
  const check = async () => {
    await workbench.row(`Milestone 1, ${first.title}`, VIEW).hover();
    const row = workbench.view(VIEW).locator('.monaco-list-row').filter({ hasText: first.title });
    await row.getByRole('button', { name: 'Check Practice Project' }).click();
  };

  before(async () => {
    folder = await folders.make('evening');
    await workbench.open({ folder });
    await workbench.showRoadmap();
  });

  it('starts the project and opens it here', async () => {
    await workbench.run('Start Practice Project');
    await workbench.choose('Start Project', project.title);
    await workbench.quickInput.getByText('Where should').waitFor();
    await workbench.acceptPath(`${folder}/`, 'Use This Folder');
    await workbench.quickInput.getByText('The name of the new folder').waitFor();
    await workbench.page.keyboard.press('Enter');
    await workbench.choose(`Start ${project.title}`, `Create ${PROJECT}`);
    const ready = await workbench.notification(`${PROJECT} is ready`);
    await ready.getByRole('button', { name: 'Open Here' }).click();
    await workbench.page.waitForURL(
      (url) => url.searchParams.get('folder')?.endsWith(`/${PROJECT}`) ?? false,
    );
    await workbench.page.getByRole('tab', { name: 'products.py' }).waitFor();
    await workbench.showRoadmap();
    await workbench.unfold(VIEW);
    await milestone('to do').waitFor();
  });

  it('checks the first milestone, which is still to do, with its first hint', async () => {
    await check();
    await workbench
      .view(VIEW)
      .getByRole('treeitem', { name: /Milestone 1, .*, to do: milestone 1: / })
      .waitFor();
  });

  it('turns red on a wrong answer, and opens the line that says so', async () => {
    const path = join(folder, PROJECT, 'src/linalg_lab/products.py');
    const stub = await readFile(path, 'utf8');
    const call = 'raise NotImplementedError("milestone 1: multiply entry by entry, then add up")';
    assert.ok(stub.includes(call));
    await writeFile(path, stub.replace(call, 'return float(np.sum(np.asarray(u) + np.asarray(v)))'));
    await check();
    const row = workbench.view(VIEW).getByRole('treeitem', { name: /Milestone 1, .*, failing: dot/ });
    await row.click();
    await workbench.page.getByRole('tab', { name: 'test_m1_products.py' }).waitFor();
  });

  it('turns green with the solution pasted in, and the tree shows it', async () => {
    for (const { path, text } of planSolution(project, PROJECT)) {
      if (first.files.some((file) => path.endsWith(file.split('/').at(-1) ?? ''))) {
        await writeFile(join(folder, PROJECT, path), text);
      }
    }
    await check();
    await milestone('passing').waitFor();
    await workbench
      .row(`${PROJECT}, ${project.title}, 1 of ${project.milestones.length} milestones pass`, VIEW)
      .waitFor();
  });

  it('still knows it after a reload, from a file that can be committed', async () => {
    const results = JSON.parse(await readFile(join(folder, PROJECT, '.practice/progress.json'), 'utf8'));
    assert.ok(
      Object.values<{ outcome: string }>(results.milestones.m1.tests).every(
        ({ outcome }) => outcome === 'passed',
      ),
    );
    await workbench.reload();
    await workbench.showRoadmap();
    await workbench.unfold(VIEW);
    await milestone('passing').waitFor();
  });

  it('shows the tests in the editor’s own Testing view', async () => {
    await workbench.page.getByRole('tab', { name: 'Testing' }).click();
    await workbench.page
      .locator('.testing-explorer-tree-view, .test-explorer')
      .getByText(project.title)
      .first()
      .waitFor();
  });

  it('checks again on every save, once they turned that on', async () => {
    await workbench.runCommand('Test: Start Continuous Run');
    await workbench.showRoadmap();
    await workbench.unfold(VIEW);
    await workbench.row(`Milestone 1, ${first.title}`, VIEW).click();
    await workbench.page.getByRole('tab', { name: 'products.py' }).waitFor();
    // In the editor: a save is what it waits for.
    const addLine = async (text: string) => {
      // The editor of this file: the tab shows before the text in it is no longer that of the tab before.
      await workbench.page.locator('.monaco-editor[data-uri$="/linalg_lab/products.py"] .view-lines').click();
      await workbench.page.keyboard.press('Control+End');
      await workbench.page.keyboard.insertText(`${text}\n`);
      await workbench.page.keyboard.press('Control+S');
    };
    await addLine('[right, dot] = [dot, None]');
    await workbench
      .view(VIEW)
      .getByRole('treeitem', { name: /Milestone 1, .*, failing: / })
      .waitFor();
    await addLine('dot = right');
    await milestone('passing').waitFor();
    await workbench.runCommand('Test: Stop Continuous Run');
  });

  it('looks at the setup, and finds every package there', async () => {
    await workbench.run('Check My Setup');
    await workbench.page.getByRole('tab', { name: 'setup.md' }).waitFor();
    await workbench.page.getByText('Packages: all installed').waitFor();
  });

  it('offers the topic as done when every milestone passes', async () => {
    for (const { path, text } of planSolution(project, PROJECT))
      await writeFile(join(folder, PROJECT, path), text);
    await workbench.showRoadmap();
    await workbench.run('Check Practice Project');
    await workbench.choose('Check Practice Project', 'All milestones');
    for (const [index, { title }] of project.milestones.entries()) {
      await workbench.row(`Milestone ${index + 1}, ${title}, passing`, VIEW).waitFor();
    }
    const offer = await workbench.notification(`Every milestone of ${project.title} passes`);
    await offer.getByRole('button', { name: /Mark (as|Both as) Done/ }).click();
    await workbench.run('Go to Topic');
    await workbench.choose('Go to Topic', 'Linear Algebra');
    await workbench.row('Linear Algebra, done').waitFor();
  });
});
