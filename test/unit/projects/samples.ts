import type { PracticeManifest, ReportedTest, Results } from '../../../src/projects/practice.ts';
import { noResults } from '../../../src/projects/practice.ts';
import { shownMilestones } from '../../../src/projects/results.ts';
import type { StartedProject } from '../../../src/projects/StartedProjects.ts';
import type { BundledProject, Milestone } from '../../../src/roadmap/model.ts';
import { uri } from '../commands/testContext.ts';

/** A small practice project, bundled and started. */

export const milestone = (number: number): Milestone => ({
  id: `m${number}`,
  title: `Step ${number}`,
  goal: `Step ${number} works.`,
  check: ['python', '-m', 'pytest', `tests/test_m${number}_step.py`],
  files: [`src/practice_pkg/step${number}.py`],
  hints: ['Think.', 'Try.', 'for each:\n    do it'],
});

export const toolbox: BundledProject = {
  id: 'toolbox',
  title: 'Toolbox',
  summary: 'Tools.',
  level: 'beginner',
  hours: 5,
  topics: ['coding'],
  needs: ['Python 3.11 or newer'],
  language: 'python',
  seconds: 10,
  milestones: [milestone(1), milestone(2)],
  starter: {
    'src/practice_pkg/step1.py': 'import practice_pkg\n',
    'src/practice_pkg/step2.py': 'raise NotImplementedError\n',
    'pyproject.toml': 'name = "practice-project"\n',
    'requirements.txt': '# tests\npytest>=8\n',
  },
  solution: {
    'src/practice_pkg/step1.py': 'solved = "practice_pkg"\n',
    'src/practice_pkg/step2.py': 'solved = 2\n',
  },
};

export const manifest: PracticeManifest = {
  version: 1,
  project: 'toolbox',
  name: 'My Lab',
  instance: '0f0f0f0f-0000-4000-8000-000000000001',
  files: {},
};

export function startedIn(folder: string, results: Results = noResults): StartedProject {
  return {
    folder: uri(folder),
    project: toolbox,
    manifest,
    results,
    milestones: shownMilestones(toolbox, results),
  };
}

export function test(milestoneNumber: number, name: string, outcome: ReportedTest['outcome']): ReportedTest {
  return {
    id: `tests/test_m${milestoneNumber}_step.py::${name}`,
    milestone: milestoneNumber,
    outcome,
    message: outcome === 'passed' ? '' : `${name}: look at the sign`,
    file: `tests/test_m${milestoneNumber}_step.py`,
    line: 7,
  };
}

/** Results after checks in which each milestone's tests had these outcomes. */
export function resultsWith(outcomes: Readonly<Record<number, readonly ReportedTest['outcome'][]>>): Results {
  const milestones = Object.entries(outcomes).map(([number, list]) => {
    const tests = list.map((outcome, index) => {
      const { id, milestone: _, ...result } = test(Number(number), `test_${index}`, outcome);
      return [id, result];
    });
    const result = { checked: '2026-11-24T20:00:00.000Z', edited: false, tests: Object.fromEntries(tests) };
    return [`m${number}`, result];
  });
  return { version: 1, milestones: Object.fromEntries(milestones) };
}
