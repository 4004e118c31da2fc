import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Workbench } from '../ui/workbench.ts';
import { say } from '../vscode/say.ts';
import type { Subject } from './subjects.ts';

/**
 * From the key that asks for it until it is drawn, as whoever drives the window sees it: some tens of
 * milliseconds of that are the driving itself, which the palette's own opening shows.
 */
export async function measurePages(
  subjects: readonly Subject[],
): Promise<Record<string, Record<string, string>>> {
  const rows: Record<string, Record<string, string>> = {};
  for (const subject of subjects.filter(({ tab }) => tab === 'ML Roadmap')) {
    rows[subject.name] = await say(`Pages at ${subject.name}`, () => measure(subject));
  }
  return rows;
}

async function measure(subject: Subject): Promise<Record<string, string>> {
  const workbench = new Workbench({ extension: subject.extension, size: { width: 1280, height: 800 } });
  await workbench.start();
  try {
    await workbench.open({ folder: await mkdtemp(join(tmpdir(), 'ml-roadmap-bench-')) });
    await workbench.showRoadmap();
    const palette = await timed(async () => {
      await workbench.page.keyboard.press('F1');
      await workbench.quickInput.waitFor();
    });
    await workbench.page.keyboard.press('Escape');
    const first = await timed(async () => {
      await workbench.run('Open Next Topic');
      await workbench.webview.locator('h1').waitFor();
    });
    const map = await timed(async () => {
      await workbench.run('Show Map');
      await workbench.webview.locator('svg [role], svg g').first().waitFor();
    });
    await workbench.run('Filter Topics');
    await workbench.quickInput.getByRole('checkbox', { name: 'Text…', exact: true }).click();
    await workbench.quickInput.getByRole('button', { name: 'OK' }).click();
    await workbench.quickInput.getByText('Words in the title').waitFor();
    await workbench.quickInput.locator('input[type=text]').fill(subject.row);
    const filter = await timed(async () => {
      await workbench.page.keyboard.press('Enter');
      await workbench.view('Topics').getByText('Showing').waitFor();
    });
    return {
      'palette opened (floor)': `${palette} ms`,
      'first topic page, with what it loads': `${first} ms (${(first / palette).toFixed(1)}×)`,
      'map drawn': `${map} ms (${(map / palette).toFixed(1)}×)`,
      'filter → tree redrawn': `${filter} ms (${(filter / palette).toFixed(1)}×)`,
    };
  } finally {
    await workbench.stop();
  }
}

async function timed(act: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await act();
  return Math.round(performance.now() - started);
}
