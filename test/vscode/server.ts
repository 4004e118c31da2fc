import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { installEditor } from './editor.ts';
import { run } from './run.ts';

export interface ServerOptions {
  readonly version: string;
  readonly port?: number;
  /** Keeps settings, extensions and global storage here; a fresh folder that goes away otherwise. */
  readonly data?: string;
  /** Off by default: tests of everything else should not meet the trust banner. */
  readonly workspaceTrust?: boolean;
  readonly vsix?: string;
  /** Folders of extensions to have installed: a window loads only one from its folder. */
  readonly extensions?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** The user's settings, when there are none yet. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** Settings for tests: the workbench without its own welcome, chat and recommendations. */
export const plainSettings = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'extensions.ignoreRecommendations': true,
  'extensions.autoCheckUpdates': false,
  'window.commandCenter': false,
  // A page that just opened takes the focus when it is ready; a question that a test asked meanwhile stays.
  'workbench.quickOpen.closeOnFocusLost': false,
} as const;

export interface Server {
  readonly url: string;
  readonly data: string;
  stop(): Promise<void>;
}

/** Starts VS Code's server on 127.0.0.1 and resolves when it takes windows. */
export async function startServer(options: ServerOptions): Promise<Server> {
  const main = await installEditor(options.version);
  const data = options.data ?? (await mkdtemp(join(tmpdir(), 'ml-roadmap-editor-')));
  const folders = [
    '--server-data-dir',
    join(data, 'server'),
    '--user-data-dir',
    join(data, 'user'),
    '--extensions-dir',
    join(data, 'extensions'),
  ];
  if (options.vsix) await run(process.execPath, [main, '--install-extension', options.vsix, ...folders]);
  for (const extension of options.extensions ?? []) {
    await cp(extension, join(data, 'extensions', basename(extension)), { recursive: true });
  }
  if (options.settings) await writeSettings(data, options.settings);
  const port = options.port ?? (await freePort());
  const child = spawn(
    process.execPath,
    [
      main,
      ...folders,
      ...['--host', '127.0.0.1', '--port', String(port)],
      '--without-connection-token',
      '--accept-server-license-terms',
      '--disable-telemetry',
      '--enable-smoke-test-driver',
      ...(options.workspaceTrust ? [] : ['--disable-workspace-trust']),
    ],
    // A group of its own, so that the extension hosts it starts end with it.
    { stdio: ['ignore', 'pipe', 'pipe'], detached: true, env: { ...process.env, ...options.env } },
  );
  const kill = () => killGroup(child.pid);
  const stop = async () => {
    process.off('exit', kill);
    const ended = child.exitCode === null && child.signalCode === null ? onExit(child) : Promise.resolve();
    kill();
    await ended;
    if (!options.data) await rm(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  process.once('exit', kill);
  await new Promise<void>((resolve, reject) => {
    let output = '';
    const listen = (chunk: Buffer) => {
      output += chunk;
      if (output.includes('Extension host agent started')) resolve();
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.on('exit', (code) => reject(new Error(`the editor's server ended with ${code}:\n${output}`)));
  });
  return { url: `http://127.0.0.1:${port}`, data, stop };
}

/** For the user and for the machine: a window drops a user's value of a setting whose scope is the machine, once it knows the scope. */
async function writeSettings(data: string, settings: Readonly<Record<string, unknown>>): Promise<void> {
  for (const whose of ['User', 'Machine']) {
    const folder = join(data, 'user', whose);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'settings.json'), JSON.stringify(settings), { flag: 'wx' });
  }
}

function onExit(child: { once(event: 'exit', listener: () => void): unknown }): Promise<void> {
  return new Promise((resolve) => child.once('exit', () => resolve()));
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (thrown) {
    // ESRCH: it is gone already, which is what was wanted.
    if ((thrown as NodeJS.ErrnoException).code !== 'ESRCH') throw thrown;
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
