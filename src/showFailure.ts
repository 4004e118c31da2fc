import * as vscode from 'vscode';
import { messageOf, UserError } from './errors.ts';
import { withoutLinks } from './ui.ts';

/**
 * Where failures of commands and of pages end. What the learner can act on is told in its own words; anything else is
 * our mistake, told as such, with the log one click away.
 */
export function showFailure(of: string, thrown: unknown, log: vscode.LogOutputChannel): void {
  log.error(`${of}:`, thrown instanceof Error ? thrown : messageOf(thrown));
  const message = UserError.is(thrown)
    ? thrown.message
    : `That did not work, and it is ML Roadmap's own mistake (${messageOf(thrown)}). Your progress and files are as they were.`;
  // Not awaited: a notification resolves when it is closed, and what failed is over now.
  void vscode.window.showErrorMessage(withoutLinks(message), 'Show Log').then((button) => {
    if (button) log.show();
  });
}
