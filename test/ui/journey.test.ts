import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { outlineOf } from '../../src/roadmap/outline.ts';
import { builtRoadmap } from '../vscode/built.ts';
import { root } from '../vscode/paths.ts';
import { run } from '../vscode/run.ts';
import { suiteFolders, suiteWorkbench } from './suite.ts';

describe('an evening of a learner, in a real workbench', () => {
  const folders = suiteFolders();
  const author = { GIT_AUTHOR_NAME: 'Ann', GIT_AUTHOR_EMAIL: 'ann@example.org' };
  // Projects beside the open folder: in one that is open, the Python Environments extension is not asked.
  const settings: Record<string, string> = {};
  /** Not the one that the question proposes. */
  let labs = '';
  before(async () => {
    settings['mlRoadmap.projects.folder'] = await folders.make('projects');
    labs = await folders.make('projects/labs');
  });
  const workbench = suiteWorkbench({
    settings,
    extensions: [join(root, 'test/fixtures/python-environments')],
    env: { ...author, GIT_COMMITTER_NAME: 'Ann', GIT_COMMITTER_EMAIL: 'ann@example.org' },
  });

  before(async () => {
    await workbench.open({ folder: await folders.make('evening') });
    await workbench.showRoadmap();
  });

  it('opens the next topic and reads its page', async () => {
    await workbench.run('Open Next Topic');
    await workbench.webview.getByRole('heading', { level: 1, name: 'Linear Algebra' }).waitFor();
    await workbench.webview.getByRole('heading', { name: 'Resources' }).waitFor();
  });

  it('follows the page to a topic that this one unlocks', async () => {
    await workbench.webview.getByRole('button', { name: 'Optimization Theory' }).first().click();
    await workbench.webview.getByRole('heading', { level: 1, name: 'Optimization Theory' }).waitFor();
  });

  it('opens a resource outside the editor, with the address exactly as the roadmap has it', async () => {
    const { leaves } = outlineOf(await builtRoadmap());
    const resource = leaves.find(({ title }) => title === 'Linear Algebra')?.resources[0];
    assert.ok(resource);
    await workbench.context.route(/^https:/, (route) => route.fulfill({ body: 'elsewhere' }));
    await workbench.run('Open Resource');
    await workbench.choose('Open Resource (1/2)', 'Linear Algebra');
    await workbench.choose('Open Resource (2/2)', resource.title);
    const popup = workbench.context.waitForEvent('page');
    await workbench.page.getByRole('button', { name: 'Open', exact: true }).click();
    const page = await popup;
    assert.equal(page.url(), resource.url);
    await page.close();
    await workbench.context.unroute(/^https:/);
  });

  it('looks through the practice projects by topic, by level and by state', async () => {
    await workbench.unfold('Practice Projects');
    const section = (label: string) => workbench.row(label, 'Practice Projects').waitFor();
    await section('Foundation: Building Your Technical Core, 6 projects');
    for (const [by, label] of [
      ['By level', 'Beginner, 5 projects'],
      ['By state', 'Not started, 15 projects'],
    ] as const) {
      await workbench.run('Group Practice Projects');
      await workbench.choose('Group Practice Projects', by);
      await section(label);
    }
  });

  /** Answers everything before the last question. */
  const askForName = async () => {
    await workbench.run('Start Practice Project');
    await workbench.choose('Start Project', 'Linear algebra you can trust');
    await workbench.quickInput.getByText('Where should').waitFor();
    await workbench.enterFolder('labs');
    await workbench.acceptPath(`${labs}/`, 'Use This Folder');
    await workbench.quickInput.getByText('The name of the new folder').waitFor();
  };

  it('starts a practice project that lands in the folder they chose', async () => {
    await askForName();
    const input = workbench.quickInput.locator('input[type=text]');
    assert.equal(await input.inputValue(), 'linalg-lab');
    await input.fill('my:lab');
    await workbench.quickInput.getByText('cannot contain “:”').waitFor();
    await input.fill('my-lab');
    await workbench.quickInput.getByText('cannot contain').waitFor({ state: 'detached' });
    await workbench.page.keyboard.press('Enter');
    await workbench.quickInput.getByText('Writes files and runs nothing.').waitFor();
    await workbench.choose('Start Linear algebra you can trust', 'Create my-lab');
    await workbench.notification('my-lab is ready');
    await workbench.hideNotifications();
    assert.ok(existsSync(join(labs, 'my-lab/src/my_lab/__init__.py')));
  });

  it('gets a repository with a first commit and an environment, because they chose both', async () => {
    await askForName();
    await workbench.quickInput.locator('input[type=text]').fill('whole-lab');
    await workbench.page.keyboard.press('Enter');
    const title = 'Start Linear algebra you can trust';
    // The question comes back after each answer, under the same title: what is new in it tells that it is there.
    const shows = (text: RegExp) => workbench.quickInput.getByRole('option', { name: text }).waitFor();
    await workbench.choose(title, 'More options…');
    await shows(/Git repository.*no/);
    await shows(/Writes files and runs nothing\./);
    await workbench.choose(title, 'Make it a Git repository');
    await shows(/Git repository.*yes/);
    await shows(/Then runs: git init; git add --all; git commit -m "Start the practice project"$/);
    await workbench.choose(title, 'Make a Python environment with the Python Environments extension');
    await shows(/Then runs: git init;.* commit.*; Python Environments: create \.venv; .*pip install/);
    await workbench.choose(title, 'Create whole-lab');
    await workbench.notification('whole-lab is ready');
    await workbench.hideNotifications();
    const lab = join(labs, 'whole-lab');
    const log = await run('git', ['log', '--format=%an: %s'], { cwd: lab });
    assert.equal(log.trim(), 'Ann: Start the practice project');
    assert.equal((await run('git', ['status', '--porcelain'], { cwd: lab })).trim(), '');
    assert.equal(await readFile(join(lab, '.venv/asked.json'), 'utf8'), '{"quickCreate":true}');
    assert.match(
      await readFile(join(lab, '.venv/installed.txt'), 'utf8'),
      /^install .*-r requirements\.txt\n$/,
    );
  });

  it('is told that the name is taken, and which one is free', async () => {
    await askForName();
    const input = workbench.quickInput.locator('input[type=text]');
    await input.fill('my-lab');
    await workbench.quickInput.getByText('“my-lab-2” is free').waitFor();
    await input.press('Escape');
    await workbench.quickInput.waitFor({ state: 'hidden' });
  });

  it('opens the project in this window', async () => {
    const ready = await workbench.notification('my-lab is ready');
    await ready.getByRole('button', { name: 'Open Here' }).click();
    await workbench.page.waitForURL((url) => url.searchParams.get('folder')?.endsWith('/my-lab') ?? false);
    await workbench.page.getByRole('tab', { name: 'README.md' }).waitFor();
  });

  it('goes on there with the first stub open, and the project in its view', async () => {
    await workbench.page.getByRole('tab', { name: 'products.py' }).waitFor();
    await workbench.showRoadmap();
    await workbench.unfold('Practice Projects');
    await workbench.row('my-lab', 'Practice Projects').waitFor();
    await workbench.row('Milestone 1, Products by hand, to do', 'Practice Projects').waitFor();
  });

  it('has its checks run in the Python that the Python Environments extension has for it', async () => {
    await workbench.run('Check My Setup');
    await workbench.page.getByText('from the Python Environments extension').waitFor();
  });

  it('or else in its own environment, which that extension made', async () => {
    await workbench.open({ folder: join(labs, 'whole-lab') });
    await workbench.showRoadmap();
    await workbench.run('Check My Setup');
    await workbench.page.getByText('from the project’s .venv').waitFor();
    await workbench.unfold('Practice Projects');
    const milestone = 'Milestone 1, Products by hand, to do';
    await workbench.chooseFromMenu(milestone, 'Check Practice Project…', 'Practice Projects');
    // It has no packages, so the check says how to install them: there.
    await workbench.notification(/\.venv.* -r requirements\.txt/);
  });

  it('is not offered that extension in a folder that is open, where it would install for other projects too', async () => {
    await workbench.open({ folder: labs });
    await workbench.showRoadmap();
    await askForName();
    await workbench.quickInput.locator('input[type=text]').fill('third-lab');
    await workbench.page.keyboard.press('Enter');
    await workbench.choose('Start Linear algebra you can trust', 'More options…');
    const offer = workbench.quickInput.getByRole('option', { name: 'Make a Python environment' });
    assert.doesNotMatch((await offer.getAttribute('aria-label')) ?? '', /Python Environments/);
    await workbench.page.keyboard.press('Escape');
  });
});
