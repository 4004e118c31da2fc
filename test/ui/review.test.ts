import { writeJournal } from './journal.ts';
import { suiteFolders, suiteWorkbench } from './suite.ts';

describe('review, in a real workbench', () => {
  const folders = suiteFolders();
  const workbench = suiteWorkbench();
  const page = () => workbench.webview;

  before(async () => {
    await writeJournal(workbench.globalStorage, ['linear-algebra'], '2026-01-02T20:00:00.000Z');
    await workbench.open({ folder: await folders.make('evening') });
    await workbench.showRoadmap();
  });

  it('stands first in Up Next when questions are due', async () => {
    await workbench.heading('Topics 1/78').waitFor();
    const first = workbench.page.locator('[data-index="0"]');
    await workbench.row('Review, 6 questions due', 'Up Next').and(first).waitFor();
  });

  it('asks them one by one, and has one less after each', async () => {
    await workbench.row('Review, 6 questions due', 'Up Next').click();
    const card = page().getByRole('group', { name: 'Question 1 of 6' });
    await card.waitFor();
    const choices = card.locator('button.answer');
    if ((await choices.count()) > 0) await choices.first().click();
    else await card.getByRole('button', { name: 'Show the answer' }).click();
    await card.locator('#did-not').click();
    await page().getByRole('group', { name: 'Question 2 of 6' }).waitFor();
    await workbench.row('Review, 5 questions due', 'Up Next').waitFor();
  });

  it('can be done with the keyboard alone', async () => {
    await workbench.answerWithKeys('Question 2 of 6', 'Question 3 of 6');
    await workbench.row('Review, 4 questions due', 'Up Next').waitFor();
    for (const number of [3, 4, 5]) {
      await workbench.answerWithKeys(`Question ${number} of 6`, `Question ${number + 1} of 6`);
    }
    const last = page().getByRole('group', { name: 'Question 6 of 6' });
    await workbench.tabTo(last.getByRole('button').first());
    await workbench.page.keyboard.press('Enter');
    await last.locator('#answer:focus').waitFor();
    await workbench.tabTo(last.locator('#did-not'));
    await workbench.page.keyboard.press('Enter');
    await page().locator('#card:focus', { hasText: 'That is all for today' }).waitFor();
    // Nothing is due any more, so it is gone from Up Next.
    await workbench.row('Review', 'Up Next').waitFor({ state: 'detached' });
  });

  it('tells the next topic in the status bar', async () => {
    const next = await workbench.view('Up Next').locator('[data-index="0"] .label-name').textContent();
    await workbench.page
      .getByRole('button', { name: `ML Roadmap, 1 of 78 topics done, next ${next}`, exact: true })
      .filter({ hasText: `1/78 · ${next}` })
      .waitFor();
  });
});

describe('review when very much is due, in a real workbench', () => {
  const folders = suiteFolders();
  const workbench = suiteWorkbench();
  const page = () => workbench.webview;

  before(async () => {
    const topics = ['linear-algebra', 'calculus', 'probability-and-statistics', 'optimization-theory'];
    await writeJournal(workbench.globalStorage, topics, '2026-01-02T20:00:00.000Z');
    await workbench.open({ folder: await folders.make('evening') });
    await workbench.showRoadmap();
  });

  it('asks twenty at a time, and goes on with the others when the learner wants to', async () => {
    await workbench.row('Review', 'Up Next').click();
    for (let number = 1; number <= 20; number++) {
      const card = page().getByRole('group', { name: `Question ${number} of 20`, exact: true });
      await card.locator('#reveal, #choice-0').click();
      await card.locator('#did-not').click();
    }
    const end = page().locator('#card:focus', { hasText: 'That is enough for today: 0 of 20 known' });
    await end.getByText('more are due, and can wait.').waitFor();
    await end.getByRole('button', { name: 'Go on' }).click();
    await page()
      .getByRole('group', { name: /^Question 1 of [1-9]$/ })
      .and(page().locator(':focus'))
      .waitFor();
  });
});
