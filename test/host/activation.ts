import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { COMMANDS, EXTENSION_ID, SETTINGS } from '../../src/manifest.ts';
import { activateExtension, leavesOf } from './extension.ts';

export function register(): void {
  describe('activation', () => {
    it('gives other extensions the documented API', async () => {
      const api = await activateExtension();
      assert.equal(api.apiVersion, 1);
      assert.deepEqual(
        api.roadmaps().map(({ id }) => id),
        ['ml-engineer-2025'],
      );
      assert.equal(api.roadmaps()[0]?.title, api.roadmap().title);
      const roadmap = api.roadmap();
      assert.equal(roadmap.id, 'ml-engineer-2025');
      assert.equal(leavesOf(roadmap.topics).length, 78);
    });

    it('hands out a roadmap that one may scribble on', async () => {
      const api = await activateExtension();
      const before = JSON.stringify(api.roadmap());
      const roadmap = api.roadmap();
      for (const part of [roadmap, ...leavesOf(roadmap.topics)]) Object.assign(part, { title: 'scribble' });
      Object.assign(roadmap.topics, { length: 0 });
      assert.equal(JSON.stringify(api.roadmap()), before);
    });

    it('registers every command', async () => {
      await activateExtension();
      const registered = new Set(await vscode.commands.getCommands(true));
      for (const id of Object.values(COMMANDS)) assert.ok(registered.has(id), id);
    });

    it('has settings with the documented defaults', () => {
      const settings = vscode.workspace.getConfiguration();
      for (const [id, value] of Object.entries(SETTINGS)) assert.equal(settings.get(id), value, id);
    });

    it('says that it works in a folder that is not trusted', () => {
      const { packageJSON } = vscode.extensions.getExtension(EXTENSION_ID) ?? {};
      assert.equal(packageJSON.capabilities.untrustedWorkspaces.supported, 'limited');
    });
  });
}
