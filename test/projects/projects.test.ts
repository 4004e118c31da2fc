import assert from 'node:assert/strict';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileContent } from '../../src/build/content.ts';
import { requirementsIn } from '../../src/projects/doctor.ts';
import type { ReportedTest } from '../../src/projects/practice.ts';
import { problemText } from '../../src/roadmap/problem.ts';
import { root } from '../vscode/paths.ts';
import { writeAnswers, writeSolution, writeStarter } from './folder.ts';
import { pythonWith, runCheck } from './python.ts';
import { wrongAnswers } from './wrongAnswers.ts';

/** Seeds to hold every solution against: none by default, twenty in the nightly job. */
const seeds = Number(process.env.PRACTICE_SEEDS ?? 0);
const only = process.env.PRACTICE_ONLY?.split(',');
/** One wrong answer for each milestone by default, every one in the nightly job. */
const everyAnswer = process.env.PRACTICE_ANSWERS === 'all';
/** What Python itself says where code breaks, as `conftest.py` reports it. */
const PYTHONS_OWN = /^\w*(Error|Exception|Warning|Exit|Interrupt)(:|$|, in )/;
const all = ['python', '-m', 'pytest'];

/** Slips in `config.py` for which pytest cannot even import the tests, and where each is. */
const slips = [
  {
    what: 'a syntax error',
    broken: (text: string) => `def slip(:\n${text}`,
    says: /^SyntaxError: .*, in src\/my_evening_lab\/config\.py, line 1$/,
    at: 1,
  },
  {
    what: 'a name that does not exist',
    broken: (text: string) => `\n\nslip = slipp\n${text}`,
    says: /^NameError: .*, in src\/my_evening_lab\/config\.py, line 3$/,
    at: 3,
  },
  {
    what: 'a renamed class',
    broken: (text: string) => text.replace(/\bProfileConfig\b/g, 'Profile'),
    says: /^ImportError: cannot import name 'ProfileConfig' from 'my_evening_lab\.config', in src\/my_evening_lab\/config\.py$/,
    at: 1,
  },
  {
    what: 'an import of a broken library from .venv',
    broken: (text: string) => `import sys\nsys.path.append(".venv/site-packages")\nimport broken\n${text}`,
    says: /^ValueError: no such device, in src\/my_evening_lab\/config\.py, line 3$/,
    at: 3,
  },
];

const { projects, problems } = compileContent(root);
assert.deepEqual(problems.map(problemText), []);

for (const project of projects.filter(({ id }) => only?.includes(id) ?? true)) {
  describe(`${project.id}, as it lands on disk`, () => {
    let python = '';
    let folder = '';

    before(async function () {
      this.timeout(1_200_000);
      python = await pythonWith(requirementsIn(project.starter['requirements.txt'] ?? ''));
    });
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), `ml-roadmap-${project.id}-`));
      await writeStarter(folder, project);
    });
    afterEach(() => rm(folder, { recursive: true, force: true }));

    it('begins red: every test is to do, and none passes by accident', async () => {
      const { tests } = await runCheck(python, folder, all);
      assert.deepEqual(
        milestonesOf(tests),
        project.milestones.map((_, index) => index + 1),
      );
      assert.deepEqual(others(tests, 'todo'), []);
    });

    it(`turns green with the reference solution within ${project.seconds} s, and reaches nothing outside`, async () => {
      await writeSolution(folder, project);
      const { tests, reached } = await runCheck(python, folder, all, { limit: project.seconds });
      assert.ok(tests.length > 0);
      assert.deepEqual(others(tests, 'passed'), []);
      assert.deepEqual(reached, []);
    });

    for (const [index, milestone] of project.milestones.entries()) {
      it(`${milestone.id} turns green by its own files, with the earlier ones done, and no later one does`, async () => {
        await writeSolution(folder, project, index + 1);
        const later = project.milestones.slice(index + 1).flatMap(testFilesOf);
        const { tests } = await runCheck(python, folder, [...milestone.check, ...later]);
        const own = tests.filter((test) => test.milestone === index + 1);
        assert.ok(own.length > 0, 'its check runs its own tests');
        assert.deepEqual(others(own, 'passed'), []);
        const rest = tests.filter((test) => test.milestone !== index + 1);
        assert.deepEqual(
          milestonesOf(rest),
          project.milestones.slice(index + 1).map((_, place) => index + 2 + place),
        );
        assert.deepEqual(others(rest, 'todo'), []);
      });
    }

    const wrong = wrongAnswers(project);
    const firsts = wrong.filter(({ milestone }, index) => milestone !== wrong[index - 1]?.milestone);

    it('comes with two wrong answers at least', () => assert.ok(wrong.length >= 2));

    for (const { name, milestone, files } of everyAnswer ? wrong : firsts) {
      it(`catches ${name}, and says something about it`, async () => {
        const check = project.milestones.find(({ id }) => id === milestone)?.check;
        assert.ok(check, `${name} begins with the milestone it is wrong in`);
        await writeSolution(folder, project);
        await writeAnswers(folder, project, files);
        const { tests } = await runCheck(python, folder, check);
        const failed = tests.filter(({ outcome }) => outcome === 'failed');
        assert.ok(failed.length > 0);
        for (const { id: test, message } of failed)
          assert.ok(message.length > 10, `${test} says “${message}”`);
        assert.doesNotMatch(failed[0]?.message ?? '', PYTHONS_OWN, 'the first thing it says is a hint');
      });
    }

    if (project.id === 'python-toolbox') {
      for (const { what, broken, says, at } of slips) {
        it(`points at ${what} in src/, not at the test that stumbles over it`, async () => {
          await writeSolution(folder, project);
          const config = project.solution['src/practice_pkg/config.py'] ?? '';
          await writeAnswers(folder, project, {
            'src/practice_pkg/config.py': broken(config),
            '.venv/site-packages/broken.py': 'raise ValueError("no such device")\n',
          });
          const { tests } = await runCheck(python, folder, project.milestones[0]?.check ?? []);
          const places = tests.map(({ file, line }) => `${file}:${line}`);
          assert.deepEqual(places, [`src/my_evening_lab/config.py:${at}`]);
          assert.match(tests[0]?.message ?? '', says);
        });
      }

      it('leaves a report without tests where the test file is missing or empty', async () => {
        const check = project.milestones[0]?.check ?? [];
        const file = join(folder, check.at(-1) ?? '');
        await writeFile(file, '');
        assert.deepEqual((await runCheck(python, folder, check)).tests, []);
        await rm(file);
        assert.deepEqual((await runCheck(python, folder, check)).tests, []);
      });

      it('ends the run at a test in which a loop never ends, and says where that is', async () => {
        await writeSolution(folder, project);
        const file = 'src/practice_pkg/config.py';
        const endless = (project.solution[file] ?? '').replace(
          /(def \w+\(.*\).*:\n)/,
          '$1        while True:\n            pass\n',
        );
        await writeAnswers(folder, project, { [file]: endless });
        const check = project.milestones[0]?.check ?? [];
        // Not one of Hypothesis's tests: those compute for seconds before they call anything.
        const some = [...check, '-k', 'can_be_a_key or cannot_be_changed'];
        const { tests } = await runCheck(python, folder, some, { testLimit: 2 });
        assert.equal(tests.length, 1, 'the run ends with it: each of the others would take as long');
        assert.equal(tests[0]?.outcome, 'failed');
        assert.match(
          tests[0]?.message ?? '',
          /^stopped after 2 s, in src\/my_evening_lab\/config\.py, line \d+: does a loop/,
        );
      });

      it('ends only that test and keeps its report, however late the interrupt comes', async () => {
        const file = 'tests/test_m1_late.py';
        await copyFile(join(root, 'test/fixtures/late_interrupt.py'), join(folder, file));
        const { tests } = await runCheck(python, folder, [...all, file], { testLimit: 1 });
        assert.deepEqual(
          tests.map(({ id, outcome, message }) => `${id.split('::')[1]} ${outcome} ${message}`.trim()),
          [
            'test_that_is_over_before_the_limit passed',
            'test_that_ends_with_its_time failed stopped after 1 s: does a loop never end?',
          ],
        );
      });
    }

    for (let seed = 1; seed <= seeds; seed++) {
      it(`holds with seed ${seed}`, async () => {
        await writeSolution(folder, project);
        const { tests } = await runCheck(python, folder, all, { seed });
        assert.deepEqual(others(tests, 'passed'), []);
      });
    }
  });
}

/** The tests that came out in another way. */
function others(tests: readonly ReportedTest[], outcome: ReportedTest['outcome']): string[] {
  return tests
    .filter((test) => test.outcome !== outcome)
    .map(({ id, outcome: other, message }) => `${id}: ${other} ${message}`);
}

function milestonesOf(tests: readonly ReportedTest[]): (number | undefined)[] {
  return [...new Set(tests.map(({ milestone }) => milestone))].sort((a = 0, b = 0) => a - b);
}

function testFilesOf({ check }: { check: readonly string[] }): string[] {
  return check.filter((part) => part.startsWith('tests/'));
}
