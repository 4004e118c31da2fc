import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Api, Leaf, Topic } from '../../src/api.ts';
import { EXTENSION_ID } from '../../src/manifest.ts';

/** The activated extension, through the door every other extension uses. */
export async function activateExtension(): Promise<Api> {
  const extension = vscode.extensions.getExtension<Api>(EXTENSION_ID);
  assert.ok(extension, `${EXTENSION_ID} is not installed`);
  return extension.activate();
}

export function leavesOf(topics: readonly Topic[]): Leaf[] {
  return topics.flatMap((topic) => (topic.topics ? leavesOf(topic.topics) : [topic]));
}

/** What notifications of this kind say while a task runs. Nobody sees them. */
export async function toldDuring(
  kind: 'showErrorMessage' | 'showWarningMessage',
  task: () => Promise<unknown>,
): Promise<string[]> {
  const told: string[] = [];
  const { [kind]: show } = vscode.window;
  Object.assign(vscode.window, { [kind]: async (message: string) => void told.push(message) });
  try {
    await task();
  } finally {
    Object.assign(vscode.window, { [kind]: show });
  }
  return told;
}

/** Resolves with the ids of the next change. */
export function nextChange(api: Api): Promise<string[]> {
  return new Promise((resolve) => {
    const listening = api.onDidChangeProgress((ids) => {
      listening.dispose();
      resolve(ids);
    });
  });
}
