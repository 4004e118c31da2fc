import { commands } from 'vscode';
import { STEP_KEYS } from './manifest.ts';

/**
 * Tells the editor that a step of the walkthrough is done. Not by the command of the step: the editor also counts one
 * that was cancelled, and does not see one that we run ourselves, for a click on a box.
 */
export function completeStep(step: keyof typeof STEP_KEYS): void {
  void commands.executeCommand('setContext', STEP_KEYS[step], true);
}
