import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runHostTests } from './host/run.ts';
import { isChosen } from './parts.ts';
import { check, mocha, report } from './report.ts';
import { VERSIONS } from './vscode/editor.ts';
import { root } from './vscode/paths.ts';

/**
 * `npm test`: everything, cheapest first. `npm test -- --only unit` runs one part, with what
 * it works on; `-- --without ui` leaves one out.
 */
const { values } = parseArgs({
  options: { only: { type: 'string' }, without: { type: 'string' } },
});
const bin = (path: string) => join(root, 'node_modules', path);

const parts = [
  ['types', () => check(bin('typescript/bin/tsc'))],
  [
    'lint',
    () =>
      check(
        bin('@biomejs/biome/bin/biome'),
        ...['check', '--config-path=.vscode/lint.json', '--error-on-warnings'],
      ),
  ],
  // Mocha says nothing of a promise that is rejected while nobody waits for it.
  [
    'unit tests',
    () => mocha('test/unit/**/*.test.ts', ['--timeout', '30000', '--unhandled-rejections=strict']),
  ],
  ['build', () => check(join(root, 'src/build/main.ts'))],
  ['host tests', () => runHostTests(Object.values(VERSIONS))],
  ['package', () => check(join(root, 'src/build/package.ts'))],
  ['ui tests', () => mocha('test/ui/**/*.test.ts', ['--timeout', '120000', '--exit'])],
] as const;

const chosen = parts.filter(([name]) => isChosen(name, values));
// The editor from npm, which the ui tests drive, is made for Linux.
const linux = process.platform === 'linux';
if (!linux) console.log('The ui tests run on Linux only; here they are left out.');
await report(chosen.filter(([name]) => linux || name !== 'ui tests'));
