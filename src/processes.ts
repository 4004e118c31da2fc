import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { freemem } from 'node:os';
import { delimiter, dirname, isAbsolute, join } from 'node:path';
import type { Machine, RunOptions, RunResult } from './host.ts';

/** Programs and the machine, for where extensions run in Node. */

const windows = process.platform === 'win32';
/** What is kept of a program's output, in characters: its end tells why it failed. */
const KEPT_OUTPUT = 20_000;

export function runProgram(
  program: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> {
  const path = isAbsolute(program) ? program : onPath(program);
  if (!path || !existsSync(path)) return Promise.resolve({ kind: 'missing' });
  const { folder, env, onOutput, cancelled, patience } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(path, args, {
      ...(folder === undefined ? {} : { cwd: folder }),
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, so that whatever it starts ends with it.
      detached: !windows,
      windowsHide: true,
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output = (output + text).slice(-KEPT_OUTPUT);
        onOutput?.(text);
      });
    }
    const listening = cancelled?.onCancellationRequested(() => killTree(child.pid));
    const timer =
      patience &&
      setTimeout(() => {
        // Not when its output is closed: what it started may have left its group and keep that open, or it may not die.
        stopWaiting();
        child.stdout.destroy();
        child.stderr.destroy();
        resolve({ kind: 'cancelled' });
        killTree(child.pid);
      }, patience);
    const stopWaiting = () => {
      clearTimeout(timer);
      listening?.dispose();
    };
    child.on('error', (thrown) => {
      stopWaiting();
      reject(thrown);
    });
    child.on('close', (code) => {
      stopWaiting();
      if (cancelled?.isCancellationRequested) resolve({ kind: 'cancelled' });
      else resolve({ kind: 'ended', code: code ?? 1, output });
    });
  });
}

export async function machine(folder: string): Promise<Machine> {
  const { bavail, bsize } = await statfs(nearestFolder(folder));
  const platform = windows ? 'windows' : process.platform === 'darwin' ? 'macos' : 'linux';
  return { platform, freeMemory: freemem(), freeDisk: bavail * bsize };
}

/** The folder or the nearest one above that exists: where nothing was ever kept, there is none of ours yet. */
function nearestFolder(path: string): string {
  const above = dirname(path);
  return above === path || existsSync(path) ? path : nearestFolder(above);
}

function onPath(name: string): string | undefined {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .filter(isAbsolute)
    .map((folder) => join(folder, windows ? `${name}.exe` : name))
    .find((path) => existsSync(path));
}

function killTree(pid: number | undefined): void {
  if (pid === undefined) return;
  if (windows) {
    spawn(join(process.env.SystemRoot ?? 'C:\\Windows', 'System32/taskkill.exe'), [
      '/pid',
      String(pid),
      '/T',
      '/F',
    ]);
    return;
  }
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (thrown) {
    // ESRCH: it ended by itself in this very moment, which is what was wanted.
    if ((thrown as NodeJS.ErrnoException).code !== 'ESRCH') throw thrown;
  }
}
