import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Workbench } from '../ui/workbench.ts';
import { say } from '../vscode/say.ts';
import { median } from './median.ts';
import type { Subject } from './subjects.ts';

type Times = Readonly<Record<'page' | 'map' | 'filter', number>>;

/**
 * From the moment a command is asked for in the palette until what it opens is drawn, as whoever drives the window
 * sees it: the driving itself costs the same for the minimal extension, whose page has one line.
 */
export async function measurePages(
  subjects: readonly Subject[],
  rounds: number,
): Promise<Record<string, Record<string, string>>> {
  const measured = new Map<string, Times[]>(subjects.map(({ name }) => [name, []]));
  for (let round = 1; round <= rounds; round++) {
    await say(`Pages, round ${round} of ${rounds}`, async () => {
      for (const subject of subjects) measured.get(subject.name)?.push(await measure(subject));
    });
  }
  const of = (times: readonly Times[], what: keyof Times) => median(times.map((one) => one[what]));
  const floor = of(measured.get(subjects[0]?.name ?? '') ?? [], 'page');
  const cell = (milliseconds: number) =>
    Number.isNaN(milliseconds) ? '' : `${milliseconds} ms (${(milliseconds / floor).toFixed(2)}×)`;
  return Object.fromEntries(
    [...measured].map(([name, times]) => [
      name,
      {
        'page asked for → first paint': cell(of(times, 'page')),
        'map asked for → drawn': cell(of(times, 'map')),
        'filter → tree redrawn': cell(of(times, 'filter')),
      },
    ]),
  );
}

async function measure(subject: Subject): Promise<Times> {
  const isOurs = subject.tab === 'ML Roadmap';
  const workbench = new Workbench({ extension: subject.extension, size: { width: 1280, height: 800 } });
  await workbench.start();
  try {
    await workbench.open({ folder: await mkdtemp(join(tmpdir(), 'ml-roadmap-bench-')) });
    await workbench.page.getByRole('tab', { name: subject.tab }).click();
    await workbench.page.locator('.monaco-list-row[role=treeitem]').first().waitFor();
    const page = await timed(async () => {
      await workbench.runCommand(isOurs ? 'ML Roadmap: Open Next Topic' : 'Minimal: Open Page');
      await workbench.webview.locator('h1').waitFor();
    });
    if (!isOurs) return { page, map: Number.NaN, filter: Number.NaN };
    const map = await timed(async () => {
      await workbench.run('Show Map');
      await workbench.webview.locator('#map g').first().waitFor();
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
    return { page, map, filter };
  } finally {
    await workbench.stop();
  }
}

async function timed(act: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await act();
  return Math.round(performance.now() - started);
}
