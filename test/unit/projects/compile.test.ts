import assert from 'node:assert/strict';
import { compileProject, type ProjectSource } from '../../../src/projects/compile.ts';
import { problemText } from '../../../src/roadmap/problem.ts';

const text = `id: lab
title: Lab
summary: A small one.
level: beginner
hours: 4
topics: [coding]
language: python
seconds: 10
needs: [Python 3.11 or newer]
milestones:
  - id: m1
    title: First
    goal: It works.
    check: [python, -m, pytest, tests/test_m1.py]
    files: [src/one.py]
    hints: [Think., Try., Write it.]
`;

function compile(parts: Partial<ProjectSource> = {}, yaml = text) {
  return compileProject({
    folder: 'lab',
    project: { path: 'project.yaml', text: yaml },
    common: { python: { 'conftest.py': 'shared', 'README.md': 'shared' }, rust: { 'Cargo.toml': '' } },
    starter: { 'README.md': 'own', 'src/one.py': 'stub' },
    solution: { 'src/one.py': 'solved' },
    ...parts,
  });
}

function problemsOf(parts: Partial<ProjectSource>, yaml = text): string[] {
  const compiled = compile(parts, yaml);
  return compiled.kind === 'problems' ? compiled.problems.map(problemText) : [];
}

describe('compiling a project', () => {
  it('adds what every project of its language has, under what it brings itself', () => {
    const compiled = compile();
    assert.ok(compiled.kind === 'compiled');
    assert.deepEqual(compiled.value.starter, {
      'conftest.py': 'shared',
      'README.md': 'own',
      'src/one.py': 'stub',
    });
    assert.deepEqual(compiled.value.solution, { 'src/one.py': 'solved' });
  });

  it('wants the id to be the name of its folder', () => {
    assert.deepEqual(problemsOf({ folder: 'other' }), [
      'project.yaml:1:1 `lab` is not the name of its folder, `other`',
    ]);
  });

  it('wants milestones to count from m1', () => {
    assert.deepEqual(problemsOf({}, text.replace('id: m1', 'id: m2')), [
      'project.yaml:11:5 milestones count from m1: expected `m1`',
    ]);
  });

  it('wants every file of a milestone as a stub and solved', () => {
    assert.deepEqual(problemsOf({ solution: {} }), [
      'project.yaml:15:13 there is no `src/one.py` in solution/',
    ]);
    assert.deepEqual(problemsOf({ starter: {}, solution: {} }), [
      'project.yaml:15:13 there is no `src/one.py` in starter/',
    ]);
  });

  it('refuses a solution of nothing, and a path that is too long for some systems', () => {
    const long = `${'a'.repeat(78)}.py`;
    assert.deepEqual(problemsOf({ starter: { 'src/one.py': '', [long]: '' } }), [
      `project.yaml:1:1 starter/${long}: a path has at most 80 characters`,
    ]);
    assert.deepEqual(problemsOf({ solution: { 'src/one.py': '', 'src/two.py': '' } }), [
      'project.yaml:1:1 solution/src/two.py lies over no file of the starter',
    ]);
  });

  it('passes on what is wrong in its YAML', () => {
    assert.deepEqual(problemsOf({}, text.replace('hours: 4', 'hours: 4.5')), [
      'project.yaml:5:1 `hours`: expected a whole number, found 4.5',
    ]);
  });
});
