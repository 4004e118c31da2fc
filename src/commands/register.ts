import * as vscode from 'vscode';
import { COMMANDS, type CommandId } from '../manifest.ts';
import { showFailure } from '../showFailure.ts';

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

/** The one place where failures of commands end. */
export async function atBoundary(
  id: string,
  log: vscode.LogOutputChannel,
  run: () => Promise<void>,
): Promise<void> {
  try {
    await run();
  } catch (thrown) {
    // What the learner cancelled needs no words.
    if (!(thrown instanceof vscode.CancellationError)) showFailure(id, thrown, log);
  }
}
