import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { suiteFolders, suiteWorkbench } from './suite.ts';
import { themes } from './workbench.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe('the pages, in a real workbench', () => {
  const folders = suiteFolders();
  const workbench = suiteWorkbench();
  const page = () => workbench.webview;

  before(async () => {
    await workbench.open({ folder: await folders.make('evening') });
    await workbench.showRoadmap();
  });

  const openTopic = async (title: string) => {
    await workbench.run('Open Topic');
    await workbench.choose('Open Topic', title);
    await page().getByRole('heading', { level: 1, name: title }).waitFor();
  };

  /** What axe-core finds wrong on the page that is shown. */
  const breaches = async (kind: string) => {
    // A page gets the colors of a new theme a moment after the workbench.
    await page().locator(`body[data-vscode-theme-kind="${kind}"]`).waitFor();
    const frame = await workbench.webviewFrame();
    await frame.evaluate(axe);
    return frame.evaluate(async () => {
      const { violations } = await (
        globalThis as unknown as { axe: { run(): Promise<AxeResults> } }
      ).axe.run();
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    });
  };

  it('of a topic sets its state, and the tree follows at once', async () => {
    await openTopic('Calculus');
    await page().getByRole('radio', { name: 'In progress' }).check();
    await workbench.run('Go to Topic');
    await workbench.choose('Go to Topic', 'Calculus');
    await workbench.row('Calculus, in progress').waitFor();
  });

  it('follows the tree when a box is ticked there', async () => {
    await workbench.row('Calculus').getByRole('checkbox').click();
    await page().locator('#status-done:checked').waitFor();
  });

  it('keeps outcomes and read marks through a reload of the window', async () => {
    await page().locator('#outcome-0').check();
    await page().locator('#read-1').check();
    await page().getByText('1 of ', { exact: false }).first().waitFor();
    // Not the browser's reload: the editor remembers its tabs when it is closed in good order.
    await workbench.runCommand('Developer: Reload Window');
    await page().getByRole('heading', { level: 1, name: 'Calculus' }).waitFor();
    await page().locator('#outcome-0:checked').waitFor();
    await page().locator('#read-1:checked').waitFor();
    assert.equal(await page().locator('#outcome-1').isChecked(), false);
  });

  it('asks a question, shows the answer after it, and goes on', async () => {
    const card = page().getByRole('group', { name: 'Question 1' });
    await card.scrollIntoViewIfNeeded();
    const choices = card.locator('button.answer');
    if ((await choices.count()) > 0) await choices.first().click();
    else await card.getByRole('button', { name: 'Show the answer' }).click();
    await card.locator('#did-not').click();
    await page().getByRole('group', { name: 'Question 2' }).waitFor();
    await page().getByText('0 of 1 known').waitFor();
  });

  it('keeps the keyboard where it was when the page is drawn again', async () => {
    const outcome = page().locator('#outcome-1');
    // The box ticks itself at once; only what is drawn again has no such mark.
    await outcome.evaluate((element) => element.setAttribute('data-before', ''));
    await outcome.focus();
    await workbench.page.keyboard.press('Space');
    await page().locator('#outcome-1:checked:focus:not([data-before])').waitFor();
  });

  it('opens notes that stay, and says that they are there', async () => {
    await page().getByRole('button', { name: 'Write notes' }).click();
    await workbench.page.getByRole('tab', { name: 'calculus.md' }).waitFor();
    await openTopic('Calculus');
    await page().getByRole('button', { name: 'Open your notes' }).waitFor();
  });

  it('goes to the next topic and back', async () => {
    await page().getByRole('button', { name: 'Probability and Statistics →' }).click();
    await page().getByRole('heading', { level: 1, name: 'Probability and Statistics' }).waitFor();
    await page().getByRole('button', { name: '← Calculus' }).click();
    await page().getByRole('heading', { level: 1, name: 'Calculus' }).waitFor();
  });

  it('of progress counts what is done and says when one could be done', async () => {
    await workbench.run('Show Progress');
    await page().getByText('1 of 78').waitFor();
    await page().getByText('With 5 hours a week').waitFor();
    await page()
      .getByRole('img', { name: /In the last year something was marked on/ })
      .waitFor();
  });

  it('of the review has nothing due on the first day', async () => {
    await workbench.run('Review What Is Due');
    await page().getByText('Nothing is due today').waitFor();
  });

  it('follow the chosen track', async () => {
    await workbench.run('Choose Track');
    await workbench.choose('Choose Track', 'Healthcare ML');
    await workbench.row('Python (Essential), on your track “Healthcare ML”', 'Up Next').waitFor();
    await workbench.run('Show Progress');
    await page().getByText('Your track, Healthcare ML').waitFor();
  });

  for (const theme of themes) {
    it(`have nothing that axe-core finds in ${theme.name}`, async () => {
      await workbench.useTheme(theme);
      await openTopic('Linear Algebra');
      assert.deepEqual(await breaches(theme.kind), []);
      await workbench.run('Show Map');
      await page().getByRole('searchbox').waitFor();
      assert.deepEqual(await breaches(theme.kind), []);
      await workbench.run('Show Progress');
      await page().getByRole('heading', { level: 1, name: 'Progress' }).waitFor();
      assert.deepEqual(await breaches(theme.kind), []);
    });
  }

  it('fit in a narrow column', async () => {
    await workbench.page.setViewportSize({ width: 700, height: 1000 });
    for (const show of [() => openTopic('Linear Algebra'), () => workbench.run('Show Progress')]) {
      await show();
      const frame = await workbench.webviewFrame();
      const [wide, room] = await frame.evaluate(() => [
        document.documentElement.scrollWidth,
        document.documentElement.clientWidth,
      ]);
      assert.ok((room ?? 0) < 380 && (wide ?? 0) <= (room ?? 0), `${wide} px in ${room} px`);
    }
  });
});

interface AxeResults {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}
