import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { Library } from '../../src/library/Library.ts';
import { EXTENSION_ID } from '../../src/manifest.ts';
import { noResults, resultsText } from '../../src/projects/practice.ts';
import { resetToStub } from '../../src/projects/resetToStub.ts';
import { StartedProjects } from '../../src/projects/StartedProjects.ts';
import { activateExtension } from './extension.ts';

/** What the editor gives for the global state, kept in memory. */
function memento(): vscode.Memento {
  const values = new Map<string, unknown>();
  return {
    keys: () => [...values.keys()],
    get: (key: string, otherwise?: unknown) => values.get(key) ?? otherwise,
    update: async (key: string, value: unknown) => void values.set(key, value),
  } as vscode.Memento;
}

export function register(): void {
  describe('the list of started projects', () => {
    let parent = '';
    let folder = vscode.Uri.file('/');
    let projects: StartedProjects;
    beforeEach(async () => {
      parent = mkdtempSync(join(tmpdir(), 'ml-roadmap-list-'));
      const api = await activateExtension();
      folder = await api.startProject({
        project: 'linalg-lab',
        parent: vscode.Uri.file(parent),
        name: 'lab',
      });
      const { extensionUri } = vscode.extensions.getExtension(EXTENSION_ID) ?? {};
      assert.ok(extensionUri);
      projects = new StartedProjects(memento(), new Library(extensionUri));
      await projects.add(folder);
    });
    afterEach(() => rmSync(parent, { recursive: true, force: true }));

    it('knows a project by its folder, with every milestone to do', async () => {
      const { started, lost } = await projects.list();
      assert.deepEqual(lost, []);
      assert.equal(started[0]?.project.id, 'linalg-lab');
      assert.ok(started[0].milestones.every(({ state }) => state === 'todo'));
    });

    it('misses one that was moved, and finds it again where it is opened', async () => {
      const moved = vscode.Uri.file(join(parent, 'moved'));
      renameSync(folder.fsPath, moved.fsPath);
      assert.equal((await projects.list()).lost.length, 1);
      await projects.add(moved);
      const { started, lost } = await projects.list();
      assert.deepEqual(lost, []);
      assert.equal(started[0]?.folder.toString(), moved.toString());
      assert.equal(started[0].manifest.name, 'lab', 'its package keeps the name it was started under');
    });

    it('keeps two copies of one project apart', async () => {
      const copy = vscode.Uri.file(join(parent, 'copy'));
      cpSync(folder.fsPath, copy.fsPath, { recursive: true });
      await projects.add(copy);
      const passed = { outcome: 'passed', message: '', file: 'tests/test_m1_products.py', line: 1 } as const;
      await projects.writeResults(copy, {
        version: 1,
        milestones: { m1: { checked: '2026-11-24T20:00:00Z', edited: false, tests: { one: passed } } },
      });
      const { started, lost } = await projects.list();
      assert.deepEqual(lost, []);
      assert.deepEqual(
        started.map((one) => [one.folder.toString(), one.milestones[0]?.state]),
        [
          [folder.toString(), 'todo'],
          [copy.toString(), 'passing'],
        ],
      );
    });

    it('keeps a copy of damaged results before it writes new ones, and leaves no half-written file', async () => {
      const practice = join(folder.fsPath, '.practice');
      const damaged = '<<<<<<< HEAD\n{"version":1,"milestones":{}}\n=======\n';
      writeFileSync(join(practice, 'progress.json'), damaged);
      for (let time = 0; time < 2; time++) await projects.writeResults(folder, noResults);
      const [copy, ...others] = readdirSync(join(practice, 'copies'));
      assert.deepEqual(others, [], 'only the damaged one is worth a copy');
      assert.equal(readFileSync(join(practice, 'copies', copy ?? ''), 'utf8'), damaged);
      assert.equal(readFileSync(join(practice, 'progress.json'), 'utf8'), resultsText(noResults));
      assert.deepEqual(readdirSync(practice).sort(), ['copies', 'manifest.json', 'progress.json']);
    });

    it('forgets one without touching its files', async () => {
      await projects.forget(folder);
      assert.deepEqual(await projects.list(), { started: [], lost: [] });
      assert.ok(readdirSync(folder.fsPath).includes('README.md'));
    });

    it('believes no manifest that names a project we do not have', async () => {
      const file = join(folder.fsPath, '.practice/manifest.json');
      const text = readFileSync(file, 'utf8');
      await vscode.workspace.fs.writeFile(
        vscode.Uri.file(file),
        new TextEncoder().encode(text.replace('"linalg-lab"', '"../../etc"')),
      );
      assert.equal(await projects.at(folder), undefined);
    });
  });

  describe('resetting a file to its stub', () => {
    let parent = '';
    beforeEach(() => {
      parent = mkdtempSync(join(tmpdir(), 'ml-roadmap-reset-'));
    });
    afterEach(() => rmSync(parent, { recursive: true, force: true }));

    it('saves a copy of what the editor shows, and can be undone', async () => {
      const folder = vscode.Uri.file(parent);
      const file = vscode.Uri.joinPath(folder, 'a.py');
      await vscode.workspace.fs.writeFile(file, new TextEncoder().encode('on disk\n'));
      const document = await vscode.workspace.openTextDocument(file);
      const editor = await vscode.window.showTextDocument(document);
      await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'unsaved '));
      const copy = await resetToStub(folder, 'a.py', 'stub\n');
      assert.equal(document.getText(), 'stub\n');
      assert.equal(readFileSync(join(parent, copy ?? ''), 'utf8'), 'unsaved on disk\n');
      await vscode.commands.executeCommand('undo');
      assert.equal(document.getText(), 'unsaved on disk\n');
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    });

    it('makes a missing file anew', async () => {
      assert.equal(await resetToStub(vscode.Uri.file(parent), 'b.py', 'stub\n'), undefined);
      assert.equal(readFileSync(join(parent, 'b.py'), 'utf8'), 'stub\n');
    });
  });
}
