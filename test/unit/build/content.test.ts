import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { compileContent } from '../../../src/build/content.ts';
import { readTree } from '../../../src/build/sources.ts';
import { problemText } from '../../../src/roadmap/problem.ts';

describe('what authors wrote', () => {
  let root = '';
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'ml-roadmap-content-'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const write = (files: Readonly<Record<string, string>>) => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
  };

  it('is compiled with every mistake of every file, in the order of files and lines', () => {
    write({
      'roadmap/projects/planned.yaml': '- Not An Id\n',
      'roadmap/projects/common/python/conftest.py': '',
      'roadmap/projects/empty/starter/README.md': '',
      'roadmap/projects/lab/project.yaml': 'id: lab\n',
      'roadmap/one/roadmap.yaml': 'id: one\ntitle: One\nsummary: First.\nstages: [gone.yaml]\n',
    });
    const { roadmaps, projects, problems } = compileContent(root);
    assert.deepEqual([roadmaps, projects], [[], []]);
    const lines = problems.map(problemText);
    assert.equal(lines[0], 'roadmap/one/roadmap.yaml:4:10 there is no file `gone.yaml` beside this one');
    assert.equal(lines[1], 'roadmap/projects/empty/project.yaml:1:1 this file is missing');
    assert.ok(lines.includes('roadmap/projects/lab/project.yaml:1:1 `title` is missing'));
    assert.match(lines.at(-1) ?? '', /^roadmap\/projects\/planned\.yaml:1:3 .*kebab-case/);
  });

  const stage = (projects: string) => `id: stage
title: Stage
summary: The first.
topics:
  - id: a
    title: A
    level: beginner
    hours: 3
    summary: About it.
    projects: [${projects}]
    resources:
      - { title: A, url: "https://a.org/1", kind: book, by: Ann, access: free, minutes: 60 }
      - { title: B, url: "https://a.org/2", kind: book, by: Bo, access: free, minutes: 60 }
`;
  const head = 'id: one\ntitle: One\nsummary: First.\nstages: [stage.yaml]\n';
  const problemsOf = (files: Readonly<Record<string, string>>) => {
    write(files);
    return compileContent(root).problems.map(problemText);
  };

  it('does not blame a topic for naming a project that is there and broken', () => {
    const problems = problemsOf({
      'roadmap/projects/planned.yaml': '[]\n',
      'roadmap/projects/empty/starter/README.md': '',
      'roadmap/projects/lab/project.yaml': 'id: [lab\n',
      'roadmap/projects/misnamed/project.yaml': 'id: renamed\n',
      'roadmap/one/roadmap.yaml': head,
      'roadmap/one/stage.yaml': stage('lab, empty, misnamed, renamed, common, nothing'),
    });
    assert.deepEqual(
      problems.filter((problem) => problem.includes('there is no project')),
      [
        'roadmap/one/stage.yaml:10:47 there is no project `common`',
        'roadmap/one/stage.yaml:10:55 there is no project `nothing`',
      ],
    );
  });

  it('does not blame a topic for naming a planned project while the list of these is broken', () => {
    for (const planned of ['- Fed Avg\n', 'fed-avg: [\n', '']) {
      const problems = problemsOf({
        'roadmap/projects/planned.yaml': planned,
        'roadmap/one/roadmap.yaml': head,
        'roadmap/one/stage.yaml': stage('fed-avg'),
      });
      assert.ok(problems.length > 0, planned);
      for (const problem of problems) assert.match(problem, /^roadmap\/projects\/planned\.yaml:\d/);
    }
  });

  it('says which file is missing, and checks what is beside it', () => {
    const text = stage('nothing').replace('beginner', 'easy');
    assert.deepEqual(problemsOf({ 'roadmap/one/stage.yaml': text }), [
      'roadmap/one/roadmap.yaml:1:1 this file is missing',
      'roadmap/one/stage.yaml:7:5 `level`: expected one of beginner, intermediate, advanced, found "easy"',
      'roadmap/projects/planned.yaml:1:1 this file is missing',
    ]);
  });

  it('is not passed over in silence because its name ends in .yml', () => {
    const files = {
      'roadmap/projects/planned.yaml': '[]\n',
      'roadmap/one/stage.yaml': stage(''),
      'roadmap/one/other.yml': stage('').replace('id: stage', 'id: other').replace('id: a', 'id: b'),
    };
    assert.deepEqual(problemsOf({ ...files, 'roadmap/one/roadmap.yaml': head }), [
      'roadmap/one/roadmap.yaml:4:1 `other.yml` is beside this file and not listed here',
    ]);
    const listed = head.replace('stage.yaml', 'stage.yaml, other.yml');
    assert.deepEqual(problemsOf({ ...files, 'roadmap/one/roadmap.yaml': listed }), [
      'roadmap/one/roadmap.yaml:4:22 item 2 of `stages`: expected the name of a .yaml file, found "other.yml"',
    ]);
  });

  it('is read with LF line ends, and without what running it left behind', () => {
    write({
      'src/a.py': 'one\r\ntwo\r\n',
      'src/__pycache__/a.pyc': '',
      'src/lab.egg-info/PKG-INFO': '',
      '.venv/bin/python': '',
      '.practice/report.json': '{}',
      '.practice/keep.txt': 'kept',
    });
    assert.deepEqual(readTree(root), { '.practice/keep.txt': 'kept', 'src/a.py': 'one\ntwo\n' });
    assert.deepEqual(readTree(join(root, 'gone')), {});
  });
});
