import { suiteFolders, suiteWorkbench } from './suite.ts';

describe('the walkthrough, in a real workbench', () => {
  const folders = suiteFolders();
  const workbench = suiteWorkbench();
  const step = (title: string) => workbench.page.getByRole('checkbox', { name: title });

  before(async () => {
    await workbench.open({ folder: await folders.make('evening') });
    await workbench.showRoadmap();
    await workbench.runCommand('Welcome: Open Walkthrough...');
    await workbench.quickInput.locator('input[type=text]').fill('First minutes');
    await workbench.quickInput.getByRole('option', { name: 'First minutes with ML Roadmap' }).waitFor();
    await workbench.page.keyboard.press('Enter');
  });

  it('has its first step done when its button has shown the roadmap', async () => {
    await workbench.page.getByRole('button', { name: 'Open the Roadmap' }).click();
    await step('See the whole road').and(workbench.page.locator('[aria-checked=true]')).waitFor();
    await step('Tick off what you can do').and(workbench.page.locator('[aria-checked=false]')).waitFor();
  });

  const isDone = (title: string) => step(title).and(workbench.page.locator('[aria-checked=true]')).waitFor();

  it('has a step done when it was really done, and not when its question was left', async () => {
    await workbench.run('Choose Track');
    await workbench.quickInput.getByRole('option', { name: 'Healthcare ML' }).waitFor();
    await workbench.page.keyboard.press('Escape');
    await workbench.quickInput.waitFor({ state: 'hidden' });
    await step('Choose where you want to go').and(workbench.page.locator('[aria-checked=false]')).waitFor();
    await workbench.run('Choose Track');
    await workbench.choose('Choose Track', 'Healthcare ML');
    await isDone('Choose where you want to go');
  });

  it('has the step about reading done when a topic shows', async () => {
    await workbench.run('Open Next Topic');
    await workbench.webview.locator('h1').waitFor();
    await workbench.page.getByRole('tab', { name: 'Welcome' }).click();
    await isDone('Read what is next');
  });

  it('has the step about ticking done when a box is ticked', async () => {
    await workbench.expand('Foundation: Building Your Technical Core');
    await workbench.expand('Mathematics and Statistics');
    await workbench.row('Calculus').getByRole('checkbox').click();
    await workbench.row('Calculus, done').waitFor();
    await isDone('Tick off what you can do');
  });
});
