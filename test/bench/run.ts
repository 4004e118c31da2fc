import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import manifest from '../../package.json' with { type: 'json' };
import { browserOptions } from '../vscode/browser.ts';
import { VERSIONS } from '../vscode/editor.ts';
import { runInHost } from '../vscode/hostTests.ts';
import { root, scratch } from '../vscode/paths.ts';
import { run } from '../vscode/run.ts';
import { say } from '../vscode/say.ts';
import { plainSettings, startServer } from '../vscode/server.ts';
import { openWindow } from '../vscode/window.ts';
import { median } from './median.ts';
import { measurePages } from './pages.ts';
import { measurePaint } from './paint.ts';
import { prepareSubjects, type Subject, sizes } from './subjects.ts';
import { measureSums } from './sums.ts';

/**
 * `npm run bench`: what the promises about speed and size come to, beside a minimal extension in the
 * same run, because the machine's speed changes from run to run. It prints a table and fails nothing.
 */
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);

await say('Building', () =>
  run('npm', ['run', 'package'], { cwd: root, shell: process.platform === 'win32' }),
);
const subjects = await prepareSubjects();
const activate = join(scratch, 'bench/activate.js');
await build({
  entryPoints: [join(root, 'test/bench/activate.ts')],
  outfile: activate,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  external: ['vscode'],
});
const folder = await mkdtemp(join(tmpdir(), 'ml-roadmap-bench-'));

const measured = new Map<string, { activation: number[]; firstRow: number[]; tick: number[] }>(
  subjects.map(({ name }) => [name, { activation: [], firstRow: [], tick: [] }]),
);
for (let round = 1; round <= ROUNDS; round++) {
  await say(`Round ${round} of ${ROUNDS}`, async () => {
    for (const subject of subjects) {
      const results = measured.get(subject.name);
      results?.activation.push(await measureActivation(subject));
      const { firstRow, tick } = await measureWindow(subject);
      results?.firstRow.push(firstRow);
      results?.tick.push(tick);
    }
  });
}

const floor = measured.get(subjects[0]?.name ?? '');
const cell = (values: number[], base: number[] = []) =>
  `${median(values).toFixed(1)} ms (${(median(values) / median(base)).toFixed(2)}×)`;
console.log(`\nMedian of ${ROUNDS} rounds in VS Code from npm; in brackets, times the minimal extension.`);
console.table(
  Object.fromEntries(
    [...measured].map(([name, { activation, firstRow, tick }]) => [
      name,
      {
        'load + activate': cell(activation, floor?.activation),
        'view opened → first row': cell(firstRow, floor?.firstRow),
        'tick → row repainted': cell(tick, floor?.tick),
      },
    ]),
  ),
);
console.table(await measurePages(subjects, ROUNDS));
console.table(await measureSums());
console.table(await sizes(join(root, `${manifest.name}-${manifest.version}.vsix`)));
process.exit();

async function measureActivation(subject: Subject): Promise<number> {
  const result = join(folder, 'activation');
  const window = { extension: subject.extension, tests: activate, folder };
  const env = { BENCH_EXTENSION: subject.id, BENCH_RESULT: result };
  if ((await runInHost(VERSIONS.newest, window, env)) !== 0)
    throw new Error(`${subject.name} did not activate`);
  return Number(await readFile(result, 'utf8'));
}

async function measureWindow(subject: Subject): Promise<{ firstRow: number; tick: number }> {
  const server = await startServer({ version: VERSIONS.newest, settings: plainSettings });
  const browser = await chromium.launch(await browserOptions());
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await openWindow(page, server.url, { folder, extension: subject.extension });
    return await measurePaint(page, subject);
  } finally {
    await browser.close();
    await server.stop();
  }
}
