import * as vscode from 'vscode';
import { messageOf, UserError } from '../errors.ts';
import { COMMANDS, type CommandId } from '../manifest.ts';
import { checkProject } from './checkProject.ts';
import { checkSetup } from './checkSetup.ts';
import { compareWithSolution } from './compareWithSolution.ts';
import type { CommandContext } from './context.ts';
import { mark } from './mark.ts';
import { openMilestone, openProject } from './openProject.ts';
import { openResource } from './openResource.ts';
import { goToTopic, openNextTopic, openTopic } from './openTopic.ts';
import { resetFile } from './resetFile.ts';
import { resetProgress } from './resetProgress.ts';
import { showHint } from './showHint.ts';
import { startProject } from './startProject.ts';

type Command = (context: CommandContext, argument?: unknown) => Promise<void>;

const commands: Readonly<Record<CommandId, Command>> = {
  [COMMANDS.openTopic]: openTopic,
  [COMMANDS.goToTopic]: goToTopic,
  [COMMANDS.openNextTopic]: openNextTopic,
  [COMMANDS.openResource]: openResource,
  [COMMANDS.markDone]: mark('done'),
  [COMMANDS.markInProgress]: mark('in-progress'),
  [COMMANDS.markSkipped]: mark('skipped'),
  [COMMANDS.markNotStarted]: mark('not-started'),
  [COMMANDS.startProject]: startProject,
  [COMMANDS.openProject]: openProject,
  [COMMANDS.openMilestone]: openMilestone,
  [COMMANDS.checkProject]: checkProject,
  [COMMANDS.showHint]: showHint,
  [COMMANDS.compareWithSolution]: compareWithSolution,
  [COMMANDS.resetFile]: resetFile,
  [COMMANDS.checkSetup]: checkSetup,
  [COMMANDS.resetProgress]: resetProgress,
};

export function registerCommands(context: CommandContext, log: vscode.LogOutputChannel): vscode.Disposable {
  return vscode.Disposable.from(
    ...Object.entries(commands).map(([id, command]) =>
      vscode.commands.registerCommand(id, (argument?: unknown) =>
        atBoundary(id, context, log, () => command(context, argument)),
      ),
    ),
  );
}

/**
 * The one place where failures of commands end. What the learner can act on is told in its own words;
 * anything else is our mistake, told as such, with the log one click away.
 */
async function atBoundary(
  id: string,
  { ui }: CommandContext,
  log: vscode.LogOutputChannel,
  run: () => Promise<void>,
): Promise<void> {
  try {
    await run();
  } catch (thrown) {
    log.error(`${id}:`, thrown instanceof Error ? thrown : messageOf(thrown));
    const message =
      thrown instanceof UserError
        ? thrown.message
        : `That did not work, and it is ML Roadmap's own mistake (${messageOf(thrown)}). Your progress and files are as they were.`;
    // Not awaited: a notification resolves when it is closed, and the command is over now.
    void ui.tell('error', message, 'Show Log').then((button) => {
      if (button) ui.showLog();
    });
  }
}
