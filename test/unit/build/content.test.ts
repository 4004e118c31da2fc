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
    assert.equal(
      lines[1],
      'roadmap/projects/empty/project.yaml:1:1 every project has this file, and it is missing',
    );
    assert.ok(lines.includes('roadmap/projects/lab/project.yaml:1:1 `title` is missing'));
    assert.match(lines.at(-1) ?? '', /^roadmap\/projects\/planned\.yaml:1:3 .*kebab-case/);
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
