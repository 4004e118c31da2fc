import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { appendFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { COMMANDS, type SettingId } from '../../src/manifest.ts';
import { journalText } from '../../src/progress/journal.ts';
import { createStore } from '../../src/storage/createStore.ts';
import { mark, progressOf, TestMemento } from '../unit/progress/samples.ts';
import { toldDuring } from './extension.ts';

const SHARE: SettingId = 'mlRoadmap.progress.shareAcrossWorkspaces';
const NOTES: SettingId = 'mlRoadmap.notes.location';

export function register(): void {
  describe('where progress is kept', () => {
    let root = '';
    beforeEach(() => {
      root = mkdtempSync(join(tmpdir(), 'ml-roadmap-places-'));
    });
    afterEach(async () => {
      await vscode.workspace.getConfiguration().update(SHARE, undefined, true);
      rmSync(root, { recursive: true, force: true });
    });

    /** A store as the extension makes it, over an editor's memory of our own, and what it wrote to the log. */
    const storeOver = async (workspaceState: TestMemento, globalState: TestMemento) => {
      const logged: string[] = [];
      const synced: string[] = [];
      const context = {
        workspaceState,
        globalState: Object.assign(globalState, { setKeysForSync: (keys: string[]) => synced.push(...keys) }),
        globalStorageUri: vscode.Uri.file(root),
      } as unknown as vscode.ExtensionContext;
      const host = {
        appendText: async ({ fsPath }: vscode.Uri, text: string) => {
          await mkdir(dirname(fsPath), { recursive: true });
          await appendFile(fsPath, text);
        },
      };
      const log = { warn: (text: string) => logged.push(text) } as unknown as vscode.LogOutputChannel;
      return { store: await createStore(context, host, log), logged, synced };
    };

    it('is this folder, everywhere, and a journal on disk', async () => {
      const [here, everywhere] = [new TestMemento(), new TestMemento()];
      const { store, synced } = await storeOver(here, everywhere);
      await store.setStatus('sample', ['a'], 'done');
      assert.deepEqual(synced, ['progress']);
      for (const memento of [here, everywhere]) {
        assert.match(JSON.stringify(memento.values.get('progress')), /"a":\{"status":"done"/);
      }
      const journals = readdirSync(join(root, 'journal'), { recursive: true, encoding: 'utf8' });
      const files = journals.filter((path) => path.endsWith('.jsonl'));
      assert.equal(files.length, 1);
      assert.match(
        readFileSync(join(root, 'journal', files[0] ?? ''), 'utf8'),
        /"topicId":"a","mark":\{"status":"done"/,
      );
    });

    it('is this folder alone when the learner does not share it', async () => {
      await vscode.workspace.getConfiguration().update(SHARE, false, true);
      const [here, everywhere] = [new TestMemento(), new TestMemento()];
      everywhere.values.set('progress', progressOf({ b: mark('done', 3) }));
      mkdirSync(join(root, 'journal/another'), { recursive: true });
      writeFileSync(
        join(root, 'journal/another/w.jsonl'),
        journalText([{ roadmapId: 'sample', topicId: 'c', mark: mark('done', 4) }]),
      );
      const { store, synced } = await storeOver(here, everywhere);
      await store.setStatus('sample', ['a'], 'done');
      assert.deepEqual(synced, []);
      assert.equal(store.statusOf('sample', 'b'), 'not-started');
      assert.equal(store.statusOf('sample', 'c'), 'not-started');
      assert.match(JSON.stringify(here.values.get('progress')), /"a":\{"status":"done"/);
      assert.doesNotMatch(JSON.stringify(everywhere.values.get('progress')), /"a"/);
    });

    it('says where the copy is of what was damaged', async () => {
      const here = new TestMemento();
      here.values.set('progress', { version: 1, roadmaps: { sample: { a: mark('done', 3), b: 'broken' } } });
      const { store, logged } = await storeOver(here, new TestMemento());
      const told = await toldDuring('showWarningMessage', () => store.load());
      assert.equal(store.statusOf('sample', 'a'), 'done');
      for (const said of [logged, told]) {
        assert.match(
          said.join(),
          /workspace state was damaged\. A copy of it is kept there under “progress\.backup”/,
        );
      }
      assert.match(JSON.stringify(here.values.get('progress.backup')), /broken/);
    });

    it('leaves what a newer version wrote, and says so', async () => {
      const here = new TestMemento();
      const newer = { version: 2, everything: 'else' };
      here.values.set('progress', newer);
      const { store, logged } = await storeOver(here, new TestMemento());
      const told = await toldDuring('showWarningMessage', () => store.setStatus('sample', ['a'], 'done'));
      for (const said of [logged, told]) {
        assert.match(said.join(), /saved by a newer version of ML Roadmap\. It is left exactly as it is/);
      }
      assert.deepEqual(here.values.get('progress'), newer);
    });
  });

  describe('notes', () => {
    afterEach(() => vscode.workspace.getConfiguration().update(NOTES, undefined, true));

    it('are in the open folder when the learner wants them there, and are not written over', async () => {
      await vscode.workspace.getConfiguration().update(NOTES, 'workspace', true);
      const [folder] = vscode.workspace.workspaceFolders ?? [];
      assert.ok(folder);
      await vscode.commands.executeCommand(COMMANDS.openNotes, 'calculus');
      const file = vscode.Uri.joinPath(folder.uri, 'notes/calculus.md');
      assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), file.toString());
      await vscode.workspace.fs.writeFile(file, new TextEncoder().encode('mine'));
      await vscode.commands.executeCommand(COMMANDS.openNotes, 'calculus');
      assert.equal(new TextDecoder().decode(await vscode.workspace.fs.readFile(file)), 'mine');
    });

    it('open where they are after the learner chose another place, and no second file is made', async () => {
      const [folder] = vscode.workspace.workspaceFolders ?? [];
      assert.ok(folder);
      const opened = async (location: 'global' | 'workspace', topicId: string) => {
        await vscode.workspace.getConfiguration().update(NOTES, location, true);
        await vscode.commands.executeCommand(COMMANDS.openNotes, topicId);
        return vscode.window.activeTextEditor?.document.uri.toString() ?? '';
      };
      const here = vscode.Uri.joinPath(folder.uri, 'notes').toString();
      for (const [topicId, first, then] of [
        ['linear-algebra', 'global', 'workspace'],
        ['optimization-theory', 'workspace', 'global'],
      ] as const) {
        const file = await opened(first, topicId);
        assert.ok(file.endsWith(`/notes/${topicId}.md`), file);
        assert.equal(file.startsWith(here), first === 'workspace', file);
        assert.equal(await opened(then, topicId), file);
      }
      const names = await vscode.workspace.fs.readDirectory(vscode.Uri.parse(here));
      assert.ok(!names.some(([name]) => name === 'linear-algebra.md'));
    });

    it('are in the place chosen last where both have some', async () => {
      const [folder] = vscode.workspace.workspaceFolders ?? [];
      assert.ok(folder);
      await vscode.commands.executeCommand(COMMANDS.openNotes, 'probability-and-statistics');
      const everywhere = vscode.window.activeTextEditor?.document.uri.toString();
      const file = vscode.Uri.joinPath(folder.uri, 'notes/probability-and-statistics.md');
      await vscode.workspace.fs.writeFile(file, new TextEncoder().encode('mine'));
      assert.notEqual(everywhere, file.toString());
      for (const [location, uri] of [
        ['workspace', file.toString()],
        ['global', everywhere],
      ] as const) {
        await vscode.workspace.getConfiguration().update(NOTES, location, true);
        await vscode.commands.executeCommand(COMMANDS.openNotes, 'probability-and-statistics');
        assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), uri);
      }
    });
  });
}
