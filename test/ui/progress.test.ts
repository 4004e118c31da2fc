import { writeJournal } from './journal.ts';
import { suiteFolders, suiteWorkbench } from './suite.ts';

describe('progress after some weeks, in a real workbench', () => {
  const folders = suiteFolders();
  const workbench = suiteWorkbench();
  const page = () => workbench.webview;

  before(async () => {
    const twentyDaysAgo = new Date();
    twentyDaysAgo.setDate(twentyDaysAgo.getDate() - 20);
    const topics = ['linear-algebra', 'calculus'];
    await writeJournal(workbench.globalStorage, topics, twentyDaysAgo.toISOString());
    await workbench.open({ folder: await folders.make('evening') });
    await workbench.showRoadmap();
    await workbench.heading('Topics 2/78').waitFor();
    await workbench.run('Show Progress');
  });

  it('puts what was finished lately beside the plan', async () => {
    await page()
      .getByText(/With 5 hours a week, all of it would take until around/)
      .waitFor();
    const done = page().getByText('In the last 21 days you finished 2 topics.');
    await done.getByText(/^[\d.]+ hours a week$/).waitFor();
    await done.getByText(/^\w+ \d+, \d{4}$/).waitFor();
  });

  it('counts every group by itself, and follows a tick', async () => {
    const row = (group: string) => page().getByRole('row').filter({ hasText: group });
    await row('Foundation: Building Your Technical Core').getByRole('cell', { name: '2/13' }).waitFor();
    await row('Mathematics and Statistics').getByRole('cell', { name: '2/4' }).waitFor();
    await workbench.run('Mark as Done');
    await workbench.choose('Mark as Done', 'Optimization Theory');
    await row('Mathematics and Statistics').getByRole('cell', { name: '3/4' }).waitFor();
    await row('Mathematics and Statistics').getByRole('button').click();
    await page().getByRole('heading', { level: 1, name: 'Mathematics and Statistics' }).waitFor();
  });

  it('names the days of the calendar in words', async () => {
    await workbench.run('Show Progress');
    await page().getByText('something was marked on 2 days').waitFor();
    await page().getByText('Day by day').click();
    const days = page().locator('#days').getByRole('listitem');
    await days
      .nth(0)
      .getByText(/: 1 mark$/)
      .waitFor();
    await days
      .nth(1)
      .getByText(/: 2 marks$/)
      .waitFor();
  });
});
