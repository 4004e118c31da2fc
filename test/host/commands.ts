import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { atBoundary } from '../../src/commands/register.ts';
import { COMMANDS } from '../../src/manifest.ts';
import { activateExtension, toldDuring } from './extension.ts';

export function register(): void {
  describe('commands from code', () => {
    it('mark a topic that is named by its id or its row', async () => {
      const api = await activateExtension();
      await vscode.commands.executeCommand(COMMANDS.markSkipped, 'python');
      assert.equal(api.statusOf('python'), 'skipped');
      await vscode.commands.executeCommand(COMMANDS.markInProgress, 'ml-engineer-2025/python');
      assert.equal(api.statusOf('python'), 'in-progress');
      await vscode.commands.executeCommand(COMMANDS.markDone, 'python');
      assert.equal(api.statusOf('python'), 'done');
      await vscode.commands.executeCommand(COMMANDS.markNotStarted, 'python');
      assert.equal(api.statusOf('python'), 'not-started');
    });

    it('open the page of a topic, one page for all', async () => {
      const pages = () =>
        vscode.window.tabGroups.all
          .flatMap(({ tabs }) => tabs)
          .filter(({ input }) => input instanceof vscode.TabInputWebview)
          .map(({ label }) => label);
      await vscode.commands.executeCommand(COMMANDS.openTopic, 'jax');
      await until(() => pages().includes('JAX'));
      await vscode.commands.executeCommand(COMMANDS.openTopic, 'python');
      await until(() => pages().includes('Python (Essential)'));
      assert.deepEqual(pages(), ['Python (Essential)']);
    });

    it('end quietly with a message when their argument means nothing', async () => {
      const { openTopic, markDone, openResource, startProject } = COMMANDS;
      const saidBy = async (id: string, nonsense: unknown) =>
        (await toldDuring('showErrorMessage', async () => vscode.commands.executeCommand(id, nonsense))).join(
          '\n',
        );
      for (const nonsense of ['ghost', {}, 7, ['a']]) {
        for (const id of [openTopic, markDone, openResource, startProject]) {
          assert.match(
            await saidBy(id, nonsense),
            /^(There is no (topic|practice project) “ghost”|This command takes the id of).*$/,
          );
        }
      }
      assert.match(await saidBy(openResource, 'foundation#resource:command:evil'), /is a group/);
      assert.match(await saidBy(openResource, 'calculus#resource:command:evil'), /lists no such resource/);
    });

    it('say nothing when the learner cancelled them', async () => {
      const log = { error: () => undefined } as unknown as vscode.LogOutputChannel;
      const told = await toldDuring('showErrorMessage', () =>
        atBoundary('x', log, () => Promise.reject(new vscode.CancellationError())),
      );
      assert.deepEqual(told, []);
    });
  });
}

/** Waits for what the editor does in its own time. The runner's time limit is the limit. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}
