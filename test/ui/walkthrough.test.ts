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

  it('has the step about ticking done when a box is ticked', async () => {
    await workbench.expand('Foundation: Building Your Technical Core');
    await workbench.expand('Mathematics and Statistics');
    await workbench.row('Calculus').getByRole('checkbox').click();
    await workbench.row('Calculus, done').waitFor();
    await step('Tick off what you can do').and(workbench.page.locator('[aria-checked=true]')).waitFor();
  });
});
