import assert from 'node:assert/strict';
import { startProject } from '../../../src/commands/startProject.ts';
import type { Step } from '../../../src/projects/afterwards.ts';
import { testContext, uri } from './testContext.ts';

const git: Omit<Step, 'run'> = {
  id: 'git',
  title: 'Make it a Git repository',
  commands: ['git init', 'git commit'],
};
const environment: Omit<Step, 'run'> = {
  id: 'environment',
  title: 'Make a Python environment',
  commands: ['uv venv'],
  unavailable: 'neither uv nor Python is installed',
};

describe('starting a project', () => {
  it('asks for project, folder and name, shows the plan, writes, and offers to open', async () => {
    const { context, done, asked } = testContext({
      picks: ['Toolbox', 'Create toolbox'],
      folder: '/home/ann',
      button: 'Open Here',
    });
    await startProject(context);
    assert.deepEqual(
      done.filter((line) => !line.startsWith('info')),
      [
        'wrote toolbox to /home/ann/toolbox',
        'will resume /home/ann/toolbox',
        'opened /home/ann/toolbox here',
      ],
    );
    assert.match(asked[1]?.[0]?.description ?? '', /^1 files, 0 KB, license MIT-0$/);
    assert.equal(asked[1]?.[0]?.detail, 'Python imports it as toolbox. Writes files and runs nothing.');
  });

  it('begins where new projects go, with a name that is free there', async () => {
    const { context, done } = testContext({ picks: ['Toolbox', 'Create toolbox-2'], folder: '/home/ann' });
    const begins: (string | undefined)[] = [];
    const ui: typeof context.ui = {
      ...context.ui,
      askForFolder: async (options) => {
        begins.push(options.start?.fsPath);
        return context.ui.askForFolder(options);
      },
    };
    const projectsFolder = () => uri('/home/ann/projects');
    await startProject({ ...context, ui, projectsFolder, freeName: async (_, name) => `${name}-2` });
    assert.deepEqual(begins, ['/home/ann/projects']);
    assert.equal(done[0], 'wrote toolbox to /home/ann/toolbox-2');
  });

  it('shows the files before it writes one', async () => {
    const { context, done, texts } = testContext({
      picks: ['Preview the files', undefined],
      folder: '/w',
      names: ['mine'],
    });
    await startProject(context, 'toolbox');
    assert.deepEqual(done, ['shown mine (preview).md']);
    assert.match(texts.get('mine (preview).md') ?? '', /- README\.md \(9 characters\)/);
  });

  it('runs nothing that was not chosen, and shows the commands before', async () => {
    const { context, done, asked } = testContext({
      picks: ['More options…', git.title, 'Create mine'],
      folder: '/w',
      names: ['mine'],
      steps: [git, environment],
    });
    await startProject(context, 'toolbox');
    const last = asked.at(-1);
    assert.equal(last?.[0]?.detail, 'Python imports it as mine. Then runs: git init; git commit');
    assert.match(
      last?.find(({ label }) => label === environment.title)?.description ?? '',
      /not here: neither uv/,
    );
    assert.deepEqual(done.slice(0, 2), ['wrote toolbox to /w/mine', 'ran git in /w/mine']);
  });

  it('takes a choice back when it is chosen again', async () => {
    const { context, done } = testContext({
      picks: ['More options…', git.title, git.title, environment.title, 'Create mine'],
      folder: '/w',
      names: ['mine'],
      steps: [git, environment],
    });
    await startProject(context, 'toolbox');
    assert.ok(!done.some((line) => line.startsWith('ran')));
  });

  it('keeps the project when a step fails, and says what to do', async () => {
    const { context, done } = testContext({
      picks: ['More options…', git.title, 'Create mine'],
      folder: '/w',
      names: ['mine'],
      steps: [git],
      stepFails: 'The project is complete, but this step stopped: git commit.',
    });
    await startProject(context, 'toolbox');
    assert.match(done[2] ?? '', /^warning: The project is complete/);
    assert.match(done[3] ?? '', /^info: mine is ready/);
  });

  it('knows the project of a row or an id', async () => {
    for (const argument of ['toolbox', 'sample/coding#project:toolbox']) {
      const { context, done } = testContext({ folder: '/w', names: ['mine'], picks: ['Create mine'] });
      await startProject(context, argument);
      assert.equal(done[0], 'wrote toolbox to /w/mine');
    }
  });

  it('writes nothing when a question is left with Escape', async () => {
    for (const answers of [
      { picks: [undefined] },
      { picks: ['Toolbox'] },
      { picks: ['Toolbox'], folder: '/w', names: [undefined] },
      { picks: ['Toolbox', undefined], folder: '/w', names: ['mine'] },
    ]) {
      const { context, done } = testContext(answers);
      await startProject(context);
      assert.deepEqual(done, []);
    }
  });

  it('checks the name while it is typed', async () => {
    const { context, done } = testContext({ picks: ['Toolbox'], folder: '/w', names: ['taken'] });
    await assert.rejects(startProject(context), /“taken-2” is free/);
    assert.deepEqual(done, []);
  });

  it('says which project does not exist', async () => {
    await assert.rejects(
      startProject(testContext().context, '../../etc'),
      /no practice project “\.\.\/\.\.\/etc”/,
    );
  });
});
