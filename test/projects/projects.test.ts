import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type PlannedFile, planProject, planSolution } from '../../src/projects/plan.ts';
import type { BundledProject } from '../../src/roadmap/model.ts';
import { root } from '../vscode/paths.ts';
import { pythonWith, runCheck, type TestOutcome } from './python.ts';

const projects: BundledProject[] = readdirSync(join(root, 'dist/projects')).map((file) =>
  JSON.parse(readFileSync(join(root, 'dist/projects', file), 'utf8')),
);
const all = ['python', '-m', 'pytest'];
const NAME = 'my-evening-lab';

for (const project of projects) {
  describe(`${project.id}, as it lands on disk`, () => {
    let python = '';
    let folder = '';

    before(async function () {
      this.timeout(600_000);
      const requirements = (project.starter['requirements.txt'] ?? '')
        .split('\n')
        .map((line) => line.replace(/#.*/, '').trim())
        .filter(Boolean);
      python = await pythonWith(requirements);
    });
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), `ml-roadmap-${project.id}-`));
      await write(folder, planProject(project, NAME));
    });
    afterEach(() => rm(folder, { recursive: true, force: true }));

    it('begins red: every test is to do, and none passes by accident', async () => {
      const outcomes = await runCheck(python, folder, all);
      assert.deepEqual(
        milestonesOf(outcomes),
        project.milestones.map((_, index) => index + 1),
      );
      assert.deepEqual(
        outcomes.filter(({ outcome }) => outcome !== 'todo'),
        [],
      );
    });

    it('turns green with the reference solution', async () => {
      await write(folder, planSolution(project, NAME));
      const outcomes = await runCheck(python, folder, all);
      assert.ok(outcomes.length > 0);
      assert.deepEqual(
        outcomes.filter(({ outcome }) => outcome !== 'passed'),
        [],
      );
    });

    for (const [index, milestone] of project.milestones.entries()) {
      it(`${milestone.id} turns green by its own files, with the earlier ones done, and no later one does`, async () => {
        const files = new Set(project.milestones.slice(0, index + 1).flatMap(({ files }) => files));
        const solution = Object.fromEntries(
          Object.entries(project.solution).filter(([path]) => files.has(path)),
        );
        await write(folder, planSolution({ ...project, solution }, NAME));
        const own = await runCheck(python, folder, milestone.check);
        assert.deepEqual(milestonesOf(own), [index + 1], 'its check runs its own tests');
        assert.deepEqual(
          own.filter(({ outcome }) => outcome !== 'passed'),
          [],
        );
        const later = (await runCheck(python, folder, all)).filter((test) => test.milestone > index + 1);
        assert.deepEqual(
          later.filter(({ outcome }) => outcome !== 'todo'),
          [],
        );
      });
    }
  });
}

function milestonesOf(outcomes: readonly TestOutcome[]): number[] {
  return [...new Set(outcomes.map(({ milestone }) => milestone))].sort((a, b) => a - b);
}

async function write(folder: string, files: readonly PlannedFile[]): Promise<void> {
  for (const { path, text } of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}
