import { writeFileSync } from 'node:fs';
import * as vscode from 'vscode';

/** Measures, in the extension host, what loading an extension's code and `activate` take together. */
export async function run(): Promise<void> {
  const extension = vscode.extensions.getExtension(process.env.BENCH_EXTENSION ?? '');
  if (!extension || extension.isActive) throw new Error('the extension is not there, or active already');
  const started = performance.now();
  await extension.activate();
  writeFileSync(process.env.BENCH_RESULT ?? '', String(performance.now() - started));
}
