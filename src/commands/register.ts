import * as vscode from 'vscode';
import { messageOf, UserError } from '../errors.ts';
import { COMMANDS, type CommandId } from '../manifest.ts';
import { withoutLinks } from '../ui.ts';

/** Registers every command. What each does is loaded when the first of them runs. */
export function registerCommands(
  run: (id: CommandId, args: readonly unknown[]) => Promise<void>,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  return vscode.Disposable.from(
    ...Object.values(COMMANDS).map((id) =>
      vscode.commands.registerCommand(id, (...args: unknown[]) => atBoundary(id, log, () => run(id, args))),
    ),
  );
}

/**
 * The one place where failures of commands end. What the learner can act on is told in its own words;
 * anything else is our mistake, told as such, with the log one click away.
 */
export async function atBoundary(
  id: string,
  log: vscode.LogOutputChannel,
  run: () => Promise<void>,
): Promise<void> {
  try {
    await run();
  } catch (thrown) {
    // What the learner cancelled needs no words.
    if (thrown instanceof vscode.CancellationError) return;
    log.error(`${id}:`, thrown instanceof Error ? thrown : messageOf(thrown));
    const message = UserError.is(thrown)
      ? thrown.message
      : `That did not work, and it is ML Roadmap's own mistake (${messageOf(thrown)}). Your progress and files are as they were.`;
    // Not awaited: a notification resolves when it is closed, and the command is over now.
    void vscode.window.showErrorMessage(withoutLinks(message), 'Show Log').then((button) => {
      if (button) log.show();
    });
  }
}
