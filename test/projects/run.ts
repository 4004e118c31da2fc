import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { check, mocha, report } from '../report.ts';
import { root } from '../vscode/paths.ts';

/**
 * `npm run test:projects`: every practice project, with a real Python and the real libraries, and the whole
 * loop of one in a real editor. `-- --only <id>,<id>` takes some, `-- --seeds 20` holds every solution against
 * so many seeds.
 */
const { values } = parseArgs({
  options: { only: { type: 'string' }, seeds: { type: 'string', default: '0' } },
});
process.env.PRACTICE_SEEDS = values.seeds;
if (values.only) process.env.PRACTICE_ONLY = values.only;

await report([
  ['build', () => check(process.execPath, join(root, 'src/build/main.ts'))],
  ['practice projects', () => mocha('test/projects/projects.test.ts', '--timeout', '120000')],
  ['the loop in the editor', () => mocha('test/projects/loop.test.ts', '--timeout', '120000', '--exit')],
]);
