import assert from 'node:assert/strict';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { stepsFor } from '../../src/projects/afterwards.ts';
import { writeProject } from '../../src/projects/writeProject.ts';
import { activateExtension } from './extension.ts';
import { MemoryFiles } from './memoryFiles.ts';

export function register(): void {
  describe('starting a project', () => {
    let parent = '';
    beforeEach(() => {
      parent = mkdtempSync(join(tmpdir(), 'ml-roadmap-scaffold-'));
    });
    afterEach(() => rmSync(parent, { recursive: true, force: true }));

    const start = async (name: string, project = 'linalg-lab', where = parent) =>
      (await activateExtension()).startProject({ project, parent: vscode.Uri.file(where), name });

    const files = Array.from({ length: 5 }, (_, index) => ({ path: `src/file${index}.py`, text: 'x = 1\n' }));
    const where = () => vscode.Uri.file(parent);

    it('writes a whole repository under the learner’s names', async () => {
      const folder = await start('My Lab');
      assert.equal(folder.toString(), vscode.Uri.file(join(parent, 'My Lab')).toString());
      const files = readdirSync(folder.fsPath, { recursive: true, encoding: 'utf8' });
      for (const file of [
        'README.md',
        'pyproject.toml',
        'requirements.txt',
        '.gitignore',
        '.vscode/tasks.json',
        'LICENSE',
        'src/my_lab/__init__.py',
        'tests/conftest.py',
        'tests/test_m6_report.py',
      ]) {
        assert.ok(files.includes(join(file)), `${file} is missing among ${files.length} files`);
      }
      const texts = files
        .filter((file) => lstatSync(join(folder.fsPath, file)).isFile())
        .map((file) => readFileSync(join(folder.fsPath, file), 'utf8'));
      for (const text of texts) assert.doesNotMatch(text, /practice_pkg|practice-project|\r/);
      assert.match(readFileSync(join(folder.fsPath, 'pyproject.toml'), 'utf8'), /^name = "my-lab"$/m);
      assert.deepEqual(readdirSync(parent), ['My Lab'], 'nothing else is left beside it');
    });

    it('refuses a folder that is there, even an empty one, and suggests a free name', async () => {
      mkdirSync(join(parent, 'lab'));
      await assert.rejects(start('lab'), /“lab” is already there.*“lab-2” is free/);
      await assert.rejects(start('LAB'), /“lab” is already there/);
      writeFileSync(join(parent, 'file'), 'mine');
      await assert.rejects(start('file'), /“file” is already there/);
      assert.equal(readFileSync(join(parent, 'file'), 'utf8'), 'mine');
      assert.deepEqual(readdirSync(parent).sort(), ['file', 'lab']);
    });

    it('refuses names that lead elsewhere, before anything is written', async () => {
      for (const name of ['..', '../x', 'a/b', '/etc/x', 'C:\\x', '', ' ', '.hidden', 'nul']) {
        let looks = 0;
        const watching = {
          get isCancellationRequested() {
            looks++;
            return false;
          },
        };
        await assert.rejects(start(name), { name: 'UserError' }, name);
        await assert.rejects(writeProject(files, where(), name, watching), { name: 'UserError' }, name);
        assert.equal(looks, 0, 'writing had begun');
      }
      assert.deepEqual(readdirSync(parent), []);
    });

    it('says when the folder is not there', async () => {
      await assert.rejects(start('lab', 'linalg-lab', join(parent, 'gone')), /is not there any more/);
      assert.equal(existsSync(join(parent, 'gone')), false);
    });

    it('says which project does not exist', async () => {
      for (const project of ['ghost', '../roadmaps/ml-engineer-2025', '']) {
        await assert.rejects(start('lab', project), {
          message: `There is no practice project “${project}”.`,
        });
      }
    });

    it('is not there until it is whole, so that a window that dies leaves nothing that looks finished', async () => {
      const seen: string[][] = [];
      const watching = {
        get isCancellationRequested() {
          seen.push(readdirSync(parent));
          return false;
        },
      };
      await writeProject(files, where(), 'lab', watching);
      assert.ok(seen.length > files.length);
      for (const names of seen) {
        assert.equal(names.length, 1);
        assert.match(names[0] ?? '', /^\.ml-roadmap-partial-/);
      }
      assert.deepEqual(readdirSync(parent), ['lab']);
    });

    it('takes nothing over that came to be under its name while it was written', async () => {
      let looks = 0;
      const racing = {
        get isCancellationRequested() {
          if (++looks > files.length) {
            mkdirSync(join(parent, 'lab'));
            writeFileSync(join(parent, 'lab/mine.txt'), 'mine');
          }
          return false;
        },
      };
      await assert.rejects(writeProject(files, where(), 'lab', racing), { name: 'UserError' });
      assert.deepEqual(readdirSync(parent), ['lab']);
      assert.deepEqual(readdirSync(join(parent, 'lab')), ['mine.txt']);
    });

    it('leaves nothing behind when it is cancelled on the way', async () => {
      let looks = 0;
      const cancelled = {
        get isCancellationRequested() {
          return ++looks > 3;
        },
      };
      await assert.rejects(writeProject(files, where(), 'lab', cancelled), vscode.CancellationError);
      assert.deepEqual(readdirSync(parent), []);
    });

    it('leaves nothing behind when the disk refuses, and says so', async () => {
      const impossible = [...files, { path: 'src/file0.py/inside.py', text: '' }];
      await assert.rejects(writeProject(impossible, where(), 'lab'), {
        name: 'UserError',
        message: /lab could not be written to .*Nothing was left behind/s,
      });
      assert.deepEqual(readdirSync(parent), []);
    });

    it('works on a file system that is on no disk', async () => {
      const memory = new MemoryFiles();
      const registered = vscode.workspace.registerFileSystemProvider('memory-lab', memory);
      try {
        const place = vscode.Uri.from({ scheme: 'memory-lab', path: '/' });
        const api = await activateExtension();
        const folder = await api.startProject({ project: 'linalg-lab', parent: place, name: 'lab' });
        assert.equal(folder.toString(), 'memory-lab:/lab');
        assert.match(memory.entries.get('/lab/README.md') ?? '', /^# /);
        assert.deepEqual(memory.readDirectory(place), [['lab', vscode.FileType.Directory]]);
        await assert.rejects(
          api.startProject({ project: 'linalg-lab', parent: place, name: 'lab' }),
          /“lab-2” is free/,
        );
        // Nothing can run there, so nothing that runs is offered.
        const ended = { kind: 'ended', code: 0, output: 'Python 3.12.0' } as const;
        const steps = await stepsFor(
          async () => ended,
          place,
          () => undefined,
        );
        assert.deepEqual(
          steps.map(({ id, unavailable }) => `${id}: ${unavailable}`),
          ['git', 'environment'].map((id) => `${id}: this folder is on no disk of this machine`),
        );
      } finally {
        registered.dispose();
      }
    });

    it('of two at the same time under one name, one wins and nothing is mixed', async () => {
      const results = await Promise.allSettled([start('lab'), start('lab')]);
      assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1);
      assert.deepEqual(readdirSync(parent), ['lab']);
    });
  });
}
