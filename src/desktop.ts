import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ExtensionContext, Uri } from 'vscode';
import type { Api } from './api.ts';
import { activateOn } from './extension.ts';
import { machine, runProgram } from './processes.ts';

/** The entry point where extensions run in Node: desktop, remote, containers. */
export function activate(context: ExtensionContext): Promise<Api> {
  return activateOn(context, { appendText, run: runProgram, machine });
}

async function appendText(file: Uri, text: string): Promise<void> {
  await mkdir(dirname(file.fsPath), { recursive: true });
  const handle = await open(file.fsPath, 'a');
  try {
    await handle.appendFile(text);
    await handle.datasync();
  } finally {
    await handle.close();
  }
}
