import { suiteFolders, suiteWorkbench } from './suite.ts';

describe('a tick, in a real workbench', () => {
  const folders = suiteFolders();
  const workbench = suiteWorkbench();
  let folder = '';

  before(async () => {
    folder = await folders.make('evening');
    await workbench.open({ folder });
    await workbench.showRoadmap();
  });

  const reveal = async (topic: string) => {
    await workbench.run('Go to Topic');
    await workbench.choose('Go to Topic', topic);
    await workbench.row(topic).waitFor();
  };
  const tick = async (topic: string) => {
    await reveal(topic);
    await workbench.row(topic).getByRole('checkbox').click();
    await workbench.row(`${topic}, done`).waitFor();
  };
  const stillTicked = async (...topics: string[]) => {
    await workbench.open({ folder });
    await workbench.showRoadmap();
    for (const topic of topics) {
      await reveal(topic);
      await workbench.row(`${topic}, done`).waitFor();
    }
  };

  it('survives a reload of the window', async () => {
    await tick('Calculus');
    await workbench.reload();
    await workbench.row('Foundation: Building Your Technical Core, 1 of 13 topics done').waitFor();
    await reveal('Calculus');
    await workbench.row('Calculus, done').waitFor();
  });

  it('survives a restart of the browser', async () => {
    await tick('JAX');
    await workbench.restartBrowser('same');
    await stillTicked('Calculus', 'JAX');
  });

  it('is there in another folder', async () => {
    const other = await folders.make('another');
    await workbench.open({ folder: other });
    await workbench.showRoadmap();
    await reveal('JAX');
    await workbench.row('JAX, done').waitFor();
  });

  it('survives a crash right after it showed, and the loss of the browser profile', async () => {
    await workbench.open({ folder });
    await workbench.showRoadmap();
    await tick('Feature stores');
    await workbench.killBrowser('new');
    await stillTicked('Calculus', 'JAX', 'Feature stores');
  });

  it('comes back from a file after everything was reset, because the learner says so', async () => {
    const name = 'ml-roadmap-progress.json';
    await workbench.run('Export Progress');
    await workbench.acceptPath(name, /OK|Save/);
    await workbench.quickInput.waitFor({ state: 'hidden' });
    await workbench.run('Reset Progress');
    await workbench.page.getByRole('button', { name: 'Reset Progress' }).click();
    await workbench.heading('Topics 0/78').waitFor();
    await workbench.run('Import Progress');
    await workbench.quickInput.getByRole('option', { name }).click();
    const kept = await workbench.notification('3 marks changed here since');
    await workbench.heading('Topics 0/78').waitFor();
    await kept.getByRole('button', { name: 'Use Those of the File' }).click();
    await workbench.heading('Topics 3/78').waitFor();
    await stillTicked('JAX');
  });
});
