import assert from 'node:assert/strict';
import { hashOf, planProject, planSolution, withManifest } from '../../../src/projects/plan.ts';
import { readManifest } from '../../../src/projects/practice.ts';
import { toolbox } from './samples.ts';

describe('planning a project', () => {
  const planned = (path: string) => planProject(toolbox, 'My Lab').find((file) => file.path === path)?.text;

  it('puts the learner’s names where the sentinels stand, in paths and texts', () => {
    assert.equal(planned('src/my_lab/step1.py'), 'import my_lab\n');
    assert.equal(planned('pyproject.toml'), 'name = "my-lab"\n');
    assert.equal(planSolution(toolbox, 'My Lab')[0]?.path, 'src/my_lab/step1.py');
    assert.equal(planSolution(toolbox, 'My Lab')[0]?.text, 'solved = "my_lab"\n');
  });

  it('brings a task for each milestone and one for all, in the interpreter the learner chose', () => {
    const { tasks } = JSON.parse(planned('.vscode/tasks.json') ?? '');
    assert.deepEqual(
      tasks.map(({ label }: { label: string }) => label),
      ['Run the tests of milestone 1: Step 1', 'Run the tests of milestone 2: Step 2', 'Run all tests'],
    );
    assert.equal(tasks[0].command, '$' + '{command:python.interpreterPath}');
    assert.deepEqual(tasks[0].args, ['-m', 'pytest', 'tests/test_m1_step.py']);
  });

  it('has no task of another language', () => {
    const check = ['cargo', 'test'];
    const rust = {
      ...toolbox,
      language: 'rust',
      milestones: toolbox.milestones.map((one) => ({ ...one, check })),
    };
    const [tasks] = planProject(rust as typeof toolbox, 'lab');
    assert.doesNotMatch(tasks?.text ?? '', /pytest|python/);
    assert.match(tasks?.text ?? '', /"command": "cargo"/);
  });

  it('adds a manifest that knows the project again and every file as it was written', async () => {
    const what = { project: 'toolbox', name: 'My Lab', instance: '0f0f0f0f-0000' };
    const files = await withManifest(planProject(toolbox, 'My Lab'), what);
    const manifest = readManifest(files.at(-1)?.text ?? '');
    assert.equal(files.at(-1)?.path, '.practice/manifest.json');
    assert.equal(manifest?.project, 'toolbox');
    assert.equal(manifest?.name, 'My Lab');
    assert.equal(manifest?.files['src/my_lab/step1.py'], await hashOf('import my_lab\n'));
    assert.equal(Object.keys(manifest?.files ?? {}).length, files.length - 1);
  });

  it('knows a text by its hash whatever its line ends', async () => {
    assert.equal(await hashOf('a\r\nb\r\n'), await hashOf('a\nb\n'));
    assert.notEqual(await hashOf('a\nb\n'), await hashOf('a\nc\n'));
    // `printf 'a\nb\n' | sha256sum`
    assert.equal(await hashOf('a\nb\n'), '911169ddaaf146aff539f58c26c489af3b892dff0fe283c1c264c65ae5aa59a2');
  });
});
