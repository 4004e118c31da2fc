import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { compileContent } from '../../src/build/content.ts';
import { requirementsIn } from '../../src/projects/doctor.ts';
import { type Counts, check, mocha, report } from '../report.ts';
import { root } from '../vscode/paths.ts';
import { pythonWith } from './python.ts';

/**
 * `npm run test:projects`: every practice project, with a real Python and the real libraries, and the whole
 * loop of one in a real editor. `-- --only <id>,<id>` takes some, `-- --seeds 20` holds every solution against
 * so many seeds, `-- --every-answer` tries every wrong answer instead of one for each milestone.
 */
const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    seeds: { type: 'string', default: '0' },
    'every-answer': { type: 'boolean', default: false },
  },
});
process.env.PRACTICE_SEEDS = values.seeds;
if (values['every-answer']) process.env.PRACTICE_ANSWERS = 'all';

/** Every run keeps to one thread, so two projects at a time fill two cores. */
const SHARES = 2;

const loop = () => mocha('test/projects/loop.test.ts', ['--timeout', '120000', '--exit']);

await report([
  ['build', () => check(join(root, 'src/build/main.ts'))],
  ['practice projects', () => testProjects(chosenProjects())],
  // Its editor is made for Linux.
  ...(process.platform === 'linux' ? [['the loop in the editor', loop] as const] : []),
]);

function chosenProjects() {
  const only = values.only?.split(',');
  return compileContent(root).projects.filter(({ id }) => only?.includes(id) ?? true);
}

async function testProjects(projects: ReturnType<typeof chosenProjects>): Promise<Counts> {
  // One after the other, before anything runs: two would make the same environment at once.
  for (const { starter } of projects) await pythonWith(requirementsIn(starter['requirements.txt'] ?? ''));
  const counts = await Promise.all(
    Array.from({ length: SHARES }, (_, share) => {
      const ids = projects.filter((__, index) => index % SHARES === share).map(({ id }) => id);
      if (ids.length === 0) return { passed: 0, failed: 0 };
      return mocha('test/projects/projects.test.ts', ['--timeout', '120000'], {
        PRACTICE_ONLY: ids.join(','),
      });
    }),
  );
  return counts.reduce((a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed }));
}
