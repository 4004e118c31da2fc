import assert from 'node:assert/strict';
import { noFilter, passes } from '../../src/progress/filter.ts';
import { outlineOf } from '../../src/roadmap/outline.ts';
import { builtRoadmap } from '../vscode/built.ts';
import { suiteFolders, suiteWorkbench } from './suite.ts';

const STAGE = 'Foundation: Building Your Technical Core';

describe('filtering and choosing many, in a real workbench', () => {
  const folders = suiteFolders();
  const workbench = suiteWorkbench();

  before(async () => {
    await workbench.open({ folder: await folders.make('evening') });
    await workbench.showRoadmap();
  });

  const filterBy = async (label: string) => {
    await workbench.run('Filter Topics');
    // The box in the row: some rows have the same name and role as their box.
    await workbench.quickInput.getByRole('checkbox', { name: label, exact: true }).last().click();
    await workbench.quickInput.getByRole('button', { name: 'OK' }).click();
  };
  const askForWords = async () => {
    await filterBy('Text…');
    await workbench.quickInput.getByText('Words in the title').waitFor();
    return workbench.quickInput.locator('input[type=text]');
  };
  const message = (text: string) => workbench.view('Topics').getByText(text).waitFor();

  it('follows the words while they are typed, and is as before when they are left', async () => {
    const input = await askForWords();
    await input.pressSequentially('occl');
    await workbench.row('Safety-critical systems').waitFor();
    await message('Showing 1 of 78: “occl”');
    await input.fill('no topic has these');
    await message('Showing 0 of 78: “no topic has these”');
    await workbench.rows.first().waitFor({ state: 'detached' });
    await input.press('Escape');
    await workbench.row(STAGE).waitFor();
    await workbench.view('Topics').getByText('Showing').waitFor({ state: 'detached' });
  });

  it('begins at its first row, also when there are more than fit', async () => {
    await workbench.page.setViewportSize({ width: 1280, height: 700 });
    const input = await askForWords();
    await input.fill('gradient');
    await input.press('Enter');
    await message('“gradient”');
    // The list is as high as all of its rows once every group is open.
    const { leaves, ancestors } = outlineOf(await builtRoadmap());
    const found = leaves.filter((leaf) =>
      passes({ ...noFilter, text: 'gradient' }, leaf, () => 'not-started'),
    );
    const groups = new Set(found.flatMap(({ id }) => ancestors(id)));
    const height = `${22 * (found.length + groups.size)}px`;
    await workbench.view('Topics').locator(`.monaco-list-rows[style*="height: ${height}"]`).waitFor();
    await workbench.row(STAGE).waitFor();
    await workbench.run('Clear Filter');
    await workbench.page.setViewportSize({ width: 1280, height: 1600 });
  });

  it('shows only what has the words, opened, and says so', async () => {
    const input = await askForWords();
    await input.fill('kalman');
    await input.press('Enter');
    await workbench.row('Sensor fusion').waitFor();
    await message('Showing 1 of 78: “kalman”');
    assert.equal(await workbench.row(STAGE).count(), 0);
    assert.equal(await workbench.rows.getByRole('checkbox').count(), 1);
  });

  it('goes with one click, and then everything is there', async () => {
    await workbench.heading('Topics').hover();
    await workbench.heading('Topics').getByRole('button', { name: 'Clear Filter' }).click();
    await workbench.row(STAGE).waitFor();
    await workbench.view('Topics').getByText('Showing').waitFor({ state: 'detached' });
    await workbench.heading('Topics').hover();
    await workbench.heading('Topics').getByRole('button', { name: 'Filter Topics' }).waitFor();
  });

  it('marks every selected topic at once', async () => {
    await workbench.expand(STAGE);
    await workbench.expand('Mathematics and Statistics');
    const at = { position: { x: 150, y: 10 } };
    // With Control, which selects and opens nothing: a page that opens takes the keyboard, and then the menu closes.
    await workbench.row('Linear Algebra').click({ ...at, modifiers: ['ControlOrMeta'] });
    await workbench.row('Optimization Theory').click({ ...at, modifiers: ['Shift'] });
    await workbench.chooseFromMenu('Calculus', 'Mark as Skipped');
    for (const title of ['Linear Algebra', 'Calculus', 'Probability and Statistics', 'Optimization Theory']) {
      await workbench.row(`${title}, skipped`).waitFor();
    }
    await workbench.row('Mathematics and Statistics, 0 of 4 topics done, 4 skipped').waitFor();
  });

  it('follows a topic that is ticked elsewhere, from a stage that was not shown', async () => {
    await filterBy('done');
    await message('Showing 0 of 78: done');
    await workbench.rows.first().waitFor({ state: 'detached' });
    await workbench.run('Open Topic');
    await workbench.choose('Open Topic', 'Sensor fusion');
    await workbench.webview.getByRole('radio', { name: 'Done' }).check();
    await workbench.row('Industry-Specific Knowledge, 1 of 9 topics done').waitFor();
    await message('Showing 1 of 78: done');
    assert.equal(await workbench.rows.count(), 1);
    await workbench.webview.getByRole('radio', { name: 'Not started' }).check();
    await workbench.rows.first().waitFor({ state: 'detached' });
    await workbench.run('Clear Filter');
    await workbench.row(STAGE).waitFor();
  });

  it('finds a topic by what one can do at its end', async () => {
    await workbench.run('Go to Topic');
    // In no name, and in the outcomes of one topic alone, whose branch is closed.
    await workbench.choose('Go to Topic', 'occlusion');
    await workbench.row('Safety-critical systems').and(workbench.page.locator('.focused')).waitFor();
  });
});
