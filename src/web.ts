import { type ExtensionContext, FileSystemError, type Uri, workspace } from 'vscode';
import type { Api } from './api.ts';
import { activateOn } from './extension.ts';

/** The entry point where extensions run in a browser. */
export function activate(context: ExtensionContext): Promise<Api> {
  return activateOn(context, { appendText });
}

/** There is no append in a browser. One window writes one journal, so nothing can come between. */
async function appendText(file: Uri, text: string): Promise<void> {
  const before = await readBytes(file);
  const added = new TextEncoder().encode(text);
  const whole = new Uint8Array(before.length + added.length);
  whole.set(before);
  whole.set(added, before.length);
  await workspace.fs.writeFile(file, whole);
}

async function readBytes(file: Uri): Promise<Uint8Array> {
  try {
    return await workspace.fs.readFile(file);
  } catch (thrown) {
    if (thrown instanceof FileSystemError && thrown.code === 'FileNotFound') return new Uint8Array();
    throw thrown;
  }
}
