import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { COMMANDS } from '../../src/manifest.ts';
import { startedKey } from '../../src/projectKey.ts';
import { readManifest } from '../../src/projects/practice.ts';
import { activateExtension, toldDuring } from './extension.ts';

export function register(): void {
  describe('a started project', () => {
    let parent = '';
    let folder = vscode.Uri.file('/');
    beforeEach(async () => {
      parent = mkdtempSync(join(tmpdir(), 'ml-roadmap-practice-'));
      const api = await activateExtension();
      folder = await api.startProject({
        project: 'linalg-lab',
        parent: vscode.Uri.file(parent),
        name: 'My Lab',
      });
    });
    afterEach(() => rmSync(parent, { recursive: true, force: true }));

    it('knows itself again by a manifest with the hash of every file', () => {
      const text = readFileSync(join(folder.fsPath, '.practice/manifest.json'), 'utf8');
      const manifest = readManifest(text);
      assert.equal(manifest?.project, 'linalg-lab');
      assert.equal(manifest?.name, 'My Lab');
      const files = readdirSync(folder.fsPath, { recursive: true, encoding: 'utf8' });
      const written = files.filter(
        (path) => lstatSync(join(folder.fsPath, path)).isFile() && path !== join('.practice/manifest.json'),
      );
      const hashOf = (path: string) =>
        createHash('sha256')
          .update(readFileSync(join(folder.fsPath, path)))
          .digest('hex');
      assert.deepEqual(
        Object.entries(manifest?.files ?? {}).sort(),
        written.map((path) => [path.replaceAll('\\', '/'), hashOf(path)]).sort(),
      );
    });

    it('shows hints and the file to work on, without running anything', async () => {
      const key = startedKey(folder.toString(), 'm2');
      await vscode.commands.executeCommand(COMMANDS.showHint, key);
      const hints = vscode.window.activeTextEditor?.document;
      assert.match(hints?.getText() ?? '', /# QR that holds.*Hint 1 of 3/s);
      assert.equal(hints?.uri.scheme, 'ml-roadmap');
      await vscode.commands.executeCommand(COMMANDS.openMilestone, key);
      assert.match(vscode.window.activeTextEditor?.document.uri.path ?? '', /src\/my_lab\/qr\.py$/);
      assert.equal(existsSync(join(folder.fsPath, '.practice/report.json')), false);
    });

    it('ends with a message, not with a crash, where its folder is gone', async () => {
      renameSync(folder.fsPath, join(parent, 'elsewhere'));
      for (const id of [COMMANDS.showHint, COMMANDS.checkProject]) {
        const told = await toldDuring('showErrorMessage', async () =>
          vscode.commands.executeCommand(id, startedKey(folder.toString(), 'm1')),
        );
        assert.deepEqual(told, ['That practice project is not there any more.']);
      }
    });

    it('works on the copy that is named, of two of one project', async () => {
      const copy = join(parent, 'copy');
      cpSync(folder.fsPath, copy, { recursive: true });
      writeFileSync(join(copy, '.practice/progress.json'), '{"version":9}');
      const key = startedKey(folder.toString(), 'm1');
      await vscode.commands.executeCommand(COMMANDS.openMilestone, key);
      assert.ok(vscode.window.activeTextEditor?.document.uri.path.startsWith(folder.path));
    });
  });
}
