import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { scratch } from './paths.ts';
import { run } from './run.ts';
import { say } from './say.ts';

/** The newest VS Code we test in, and the oldest that `engines.vscode` lets in. */
export const VERSIONS = { newest: '4.139.1', oldest: '4.100.3' } as const;

/** The version of VS Code inside a code-server version. */
export function editorVersion(version: string): string {
  return version.replace(/^4\./, '1.');
}

/**
 * A real VS Code from npm: the package `code-server` contains its server, workbench and built-in
 * extensions. Installed on first use, with scripts off, so no compiler is needed; what stays
 * uncompiled (spdlog, native-watchdog) only costs log files.
 * @returns the path of `server-main.js`.
 */
export async function installEditor(version: string): Promise<string> {
  const home = join(scratch, `code-server-${version}`);
  const editor = join(home, 'node_modules/code-server/lib/vscode');
  const complete = join(home, 'complete');
  if (!existsSync(complete)) {
    await say(`Fetching VS Code ${editorVersion(version)} from npm (once, a few hundred MB)`, async () => {
      await rm(home, { recursive: true, force: true });
      await mkdir(home, { recursive: true });
      await writeFile(join(home, 'package.json'), '{"private":true}');
      await npmInstall(home, ['--omit=optional', `code-server@${version}`]);
      await npmInstall(editor, ['--omit=dev']);
      await writeFile(complete, '');
    });
  }
  return join(editor, 'out/server-main.js');
}

export function npmInstall(folder: string, args: readonly string[]): Promise<string> {
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error', '--ignore-scripts'];
  return run('npm', ['install', ...quiet, ...args], { cwd: folder, shell: process.platform === 'win32' });
}
