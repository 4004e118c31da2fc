import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Roadmap, Topic } from '../../src/roadmap/model.ts';
import { outlineOf } from '../../src/roadmap/outline.ts';
import { builtRoadmap, copyExtension, roadmapFile } from '../vscode/built.ts';
import { writeJournal } from './journal.ts';
import { suiteFolders, suiteWorkbench } from './suite.ts';

describe('what is shown when there is nothing to show, in a real workbench', () => {
  const folders = suiteFolders();
  /** An extension of our own, to be damaged. */
  const options = { extension: '' };
  before(async () => {
    options.extension = await mkdtemp(join(tmpdir(), 'ml-roadmap-extension-'));
    await copyExtension(options.extension);
  });
  const workbench = suiteWorkbench(options);
  after(() => rm(options.extension, { recursive: true, force: true }));

  before(async () => {
    const { leaves } = outlineOf(await builtRoadmap());
    const all = leaves.map(({ id }) => id);
    await writeJournal(workbench.globalStorage, all, new Date().toISOString());
    await workbench.open({ folder: await folders.make('evening') });
    await workbench.showRoadmap();
  });

  it('tells in Up Next that nothing is left, and offers what one can do', async () => {
    await workbench.heading('Topics 78/78').waitFor();
    const upNext = workbench.view('Up Next');
    await upNext.getByText('Nothing is left to do: every topic is done or skipped.').waitFor();
    await upNext.getByRole('button', { name: 'Choose Another Track' }).waitFor();
    await upNext.getByRole('button', { name: 'Review What Is Due' }).click();
    await workbench.webview.getByText('Nothing is due today.').waitFor();
  });

  it('tells on the page of a topic that is gone what happened, and has the notes on it', async () => {
    await workbench.run('Open Topic');
    await workbench.choose('Open Topic', 'Feature stores');
    await workbench.webview.getByRole('button', { name: 'Write notes' }).click();
    await workbench.page.getByRole('tab', { name: 'feature-stores.md' }).waitFor();
    await writeFile(join(workbench.globalStorage, 'notes/feature-stores.md'), 'In my own words.\n');
    await workbench.run('Open Topic');
    await workbench.choose('Open Topic', 'Feature stores');
    await workbench.webview.getByRole('button', { name: 'Open your notes' }).waitFor();
    const roadmap = without(await builtRoadmap(), 'feature-stores');
    await writeFile(roadmapFile(options.extension), JSON.stringify(roadmap));
    await workbench.reloadWindow();
    const page = workbench.webview;
    await page.getByRole('heading', { name: 'This topic is not in the roadmap any more' }).waitFor();
    await page.getByText('What you ticked there is kept, and so are your notes.').waitFor();
    await page.getByRole('button', { name: 'Open your notes' }).click();
    await workbench.page.getByRole('tab', { name: 'feature-stores.md', selected: true }).waitFor();
    await workbench.page.locator('.view-line').getByText('In my own words.').waitFor();
    await workbench.page.getByRole('tab', { name: 'Topic', exact: true }).click();
    await page.getByRole('button', { name: 'Open Linear Algebra' }).click();
    await page.getByRole('heading', { level: 1, name: 'Linear Algebra' }).waitFor();
    // The topics that are left are as they were.
    await workbench.heading('Topics 77/77').waitFor();
  });

  it('tells in every view that the roadmap is damaged, and has everything again when it is not', async () => {
    const file = roadmapFile(options.extension);
    const good = await readFile(file);
    await writeFile(file, '{"id":');
    await workbench.reloadWindow();
    for (const view of ['Topics', 'Up Next', 'Practice Projects']) {
      await workbench.unfold(view);
      await workbench
        .view(view)
        .getByText('The roadmap could not be shown. Your progress is safe.')
        .waitFor();
    }
    await writeFile(file, good);
    await workbench.reloadWindow();
    await workbench.heading('Topics 77/77').waitFor();
    await workbench.rows.first().waitFor();
  });
});

/** The roadmap without one topic, as a newer version may have it. */
function without(roadmap: Roadmap, topicId: string): Roadmap {
  const others = (ids: readonly string[] = []) => ids.filter((id) => id !== topicId);
  const prune = (topics: readonly Topic[]): Topic[] =>
    topics
      .filter(({ id }) => id !== topicId)
      .map((topic) =>
        topic.topics
          ? { ...topic, topics: prune(topic.topics) }
          : { ...topic, prerequisites: others(topic.prerequisites), related: others(topic.related) },
      );
  const tracks = (roadmap.tracks ?? []).map((track) => ({ ...track, topics: others(track.topics) }));
  return { ...roadmap, topics: prune(roadmap.topics), tracks };
}
