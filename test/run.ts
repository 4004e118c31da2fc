import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runHostTests } from './host/run.ts';
import { check, mocha, report } from './report.ts';
import { VERSIONS } from './vscode/editor.ts';
import { root } from './vscode/paths.ts';

/**
 * `npm test`: everything, cheapest first. `npm test -- --only unit` runs the parts whose name contains
 * that word, `--without ui` leaves them out.
 */
const { values } = parseArgs({
  options: { only: { type: 'string', default: '' }, without: { type: 'string' } },
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
  ['unit tests', () => mocha('test/unit/**/*.test.ts', ['--timeout', '30000'])],
  ['build', () => check(join(root, 'src/build/main.ts'))],
  ['host tests', () => runHostTests(Object.values(VERSIONS))],
  ['package', () => check(join(root, 'src/build/package.ts'))],
  ['ui tests', () => mocha('test/ui/**/*.test.ts', ['--timeout', '120000', '--exit'])],
] as const;

const { only, without } = values;
await report(parts.filter(([name]) => name.includes(only) && !(without && name.includes(without))));
