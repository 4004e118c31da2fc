import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { COMMANDS, EXTENSION_ID } from '../../src/manifest.ts';
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
      const roadmap = api.roadmap();
      assert.equal(roadmap.id, 'ml-engineer-2025');
      assert.equal(leavesOf(roadmap.topics).length, 78);
    });

    it('hands out a roadmap that one may scribble on', async () => {
      const api = await activateExtension();
      Object.assign(api.roadmap(), { title: 'scribble' });
      assert.notEqual(api.roadmap().title, 'scribble');
    });

    it('registers every command', async () => {
      await activateExtension();
      const registered = new Set(await vscode.commands.getCommands(true));
      for (const id of Object.values(COMMANDS)) assert.ok(registered.has(id), id);
    });

    it('has settings with the documented defaults', () => {
      const settings = vscode.workspace.getConfiguration('mlRoadmap');
      assert.equal(settings.get('progress.shareAcrossWorkspaces'), true);
      assert.equal(settings.get('projects.folder'), '');
    });

    it('works in a folder that is not trusted', () => {
      const { packageJSON } = vscode.extensions.getExtension(EXTENSION_ID) ?? {};
      assert.equal(packageJSON.capabilities.untrustedWorkspaces.supported, 'limited');
    });
  });
}
