import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Workbench } from '../ui/workbench.ts';
import { say } from '../vscode/say.ts';
import { drawn, measureSteps } from './map.ts';
import { median } from './median.ts';
import { row, untilThere } from './paint.ts';
import type { Subject } from './subjects.ts';

type Times = Readonly<Record<'page' | 'map' | 'zoom' | 'walk' | 'keystroke', number>>;

/** What is measured, what it is called, and what of the minimal extension it is beside. */
const columns: readonly (readonly [what: keyof Times, name: string, floor: keyof Times])[] = [
  ['page', 'page asked for → first paint', 'page'],
  ['map', 'map asked for → all drawn', 'page'],
  ['zoom', 'key zooms map → painted', 'zoom'],
  ['walk', 'key walks map → painted', 'walk'],
  ['keystroke', 'key in filter → row there', 'keystroke'],
];

/**
 * Pages and maps are measured from the moment a command is asked for in the palette until what it opens is drawn, as
 * whoever drives the window sees it: the driving itself costs the same for the minimal extension, whose page has one
 * line. Keys are measured in the page.
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
  const of = (name: string | undefined, what: keyof Times) =>
    median((measured.get(name ?? '') ?? []).map((times) => times[what]));
  const cell = (name: string, what: keyof Times, floor: keyof Times) => {
    const milliseconds = of(name, what);
    const times = milliseconds / of(subjects[0]?.name, floor);
    return Number.isNaN(milliseconds) ? '' : `${Math.round(milliseconds)} ms (${times.toFixed(2)}×)`;
  };
  return Object.fromEntries(
    subjects.map(({ name }) => [
      name,
      Object.fromEntries(columns.map(([what, title, floor]) => [title, cell(name, what, floor)])),
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
    const { map: expected } = subject;
    const map = expected
      ? await timed(async () => {
          await workbench.run('Show Map');
          await drawn(workbench, expected);
        })
      : Number.NaN;
    const steps =
      expected || !isOurs ? await measureSteps(workbench) : { zoom: Number.NaN, walk: Number.NaN };
    return { page, map, ...steps, keystroke: await measureKeystroke(workbench, subject) };
  } finally {
    await workbench.stop();
  }
}

/** One letter too many leaves no row; from the key that takes it back until the row that has the words is there. */
async function measureKeystroke(
  workbench: Workbench,
  { tab, open, row: other, last }: Subject,
): Promise<number> {
  const { page, quickInput } = workbench;
  if (tab === 'ML Roadmap') {
    await workbench.run('Filter Topics');
    await quickInput.getByRole('checkbox', { name: 'Text…', exact: true }).click();
    await quickInput.getByRole('button', { name: 'OK' }).click();
  } else await workbench.runCommand('Minimal: Filter Rows');
  await quickInput.getByText('Words in the title').waitFor();
  await quickInput.locator('input[type=text]').fill(`${last}~`);
  await page.getByText('Showing 0 of').waitFor();
  await page.locator(row(open[0] ?? other)).waitFor({ state: 'detached' });
  return untilThere(page, row(last), 'keydown', () => page.keyboard.press('Backspace'));
}

async function timed(act: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await act();
  return performance.now() - started;
}
