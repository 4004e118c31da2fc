import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { VERSIONS } from './editor.ts';
import { root, scratch } from './paths.ts';
import { run } from './run.ts';
import { say } from './say.ts';
import { type Server, startServer } from './server.ts';
import { windowUrl } from './window.ts';

const usage = `npm start [-- [folder] [--port <number>] [--vscode <path>] [--no-open]]

  folder           the folder to open (default: an empty one of its own)
  --vscode <path>  the VS Code to use; default: \`code\` on PATH, else one from npm in the browser
  --port <number>  where the one from npm listens on 127.0.0.1
  --no-open        print the address and open no browser`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    port: { type: 'string' },
    vscode: { type: 'string' },
    'no-open': { type: 'boolean' },
    help: { type: 'boolean' },
  },
});
if (values.help) {
  console.log(usage);
  process.exit();
}
const port = values.port === undefined ? undefined : Number(values.port);
if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65536)) {
  console.error(`--port takes a number from 1 to 65535, not “${values.port}”.`);
  process.exit(1);
}
// npm runs scripts in the repository; INIT_CWD is where the person is.
const folder = positionals[0]
  ? resolve(process.env.INIT_CWD ?? process.cwd(), positionals[0])
  : join(scratch, 'playground');
if (positionals[0] && !existsSync(folder)) {
  console.error(`There is no folder ${folder}.`);
  process.exit(1);
}
await mkdir(folder, { recursive: true });
await say('Building the extension', () =>
  run(process.execPath, [join(root, 'src/build/main.ts')], { cwd: root }),
);

const desktop = values.vscode ?? (values.port || values['no-open'] ? undefined : codeOnPath());
if (desktop) await openDesktop(desktop);
else await openInBrowser();

async function openDesktop(code: string): Promise<void> {
  console.log(
    `Opening ${code} with ML Roadmap in it. Its icon is in the activity bar on the left. Ctrl-C ends it.`,
  );
  // Data of its own: what is tried here must not end up in the progress of somebody who uses the extension.
  const data = join(scratch, 'desktop');
  const args = [
    '--wait',
    '--new-window',
    `--user-data-dir=${data}`,
    `--extensionDevelopmentPath=${root}`,
    folder,
  ];
  // `code` is a batch file on Windows, which only a shell starts; a shell divides at spaces.
  const windows = process.platform === 'win32';
  const [program = '', ...rest] = [code, ...args].map((part) => (windows ? `"${part}"` : part));
  const child = spawn(program, rest, { stdio: 'inherit', shell: windows });
  onEnd(async () => {
    child.kill();
    await endEditor(data);
  });
  child.on('error', (error) => {
    console.error(`${code} could not be started: ${error.message}`);
    process.exitCode = 1;
  });
  child.on('exit', (exitCode) => {
    process.exitCode = exitCode ?? 0;
  });
}

async function openInBrowser(): Promise<void> {
  if (process.platform === 'win32') {
    console.error(
      'Install VS Code, or name one with --vscode <path>: the one from npm does not run on Windows.',
    );
    process.exit(1);
  }
  // Before it is there, too: what was started until then ends with this process.
  let server: Server | undefined;
  onEnd(async () => server?.stop());
  server = await say('Starting VS Code', () =>
    startServer({
      version: VERSIONS.newest,
      data: join(scratch, 'start'),
      workspaceTrust: true,
      ...(port === undefined ? {} : { port }),
    }),
  );
  const url = windowUrl(server.url, { folder, extension: root });
  console.log(`\nVS Code with ML Roadmap in it:\n\n  ${url}\n\nCtrl-C ends it.`);
  if (!values['no-open']) openUrl(url);
}

/** Ctrl-C, or whoever started this ends it. */
function onEnd(stop: () => Promise<void>): void {
  let isEnding = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    // A terminal sends Ctrl-C to each of us, and npm and `bootstrap.mjs` hand it on: it comes more than once.
    process.on(signal, () => {
      if (isEnding) return;
      isEnding = true;
      void stop().then(() => process.exit(0));
    });
  }
}

/**
 * `code` only asks an editor to open a window; the editor is the process that the lock file in its data names
 * (`mainLockfile` in https://github.com/microsoft/vscode/blob/main/src/vs/code/electron-main/main.ts).
 */
async function endEditor(data: string): Promise<void> {
  const pid = Number(await readFile(join(data, 'code.lock'), 'utf8').catch(() => ''));
  if (!(pid > 0)) return;
  try {
    process.kill(pid);
  } catch (thrown) {
    // ESRCH: it has ended, and left its lock file behind.
    if ((thrown as NodeJS.ErrnoException).code !== 'ESRCH') throw thrown;
  }
}

function codeOnPath(): string | undefined {
  const names = process.platform === 'win32' ? ['code.cmd'] : ['code'];
  return (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((part) => names.map((name) => join(part, name)))
    .find((path) => existsSync(path));
}

function openUrl(url: string): void {
  const [opener, args]: [string, string[]] =
    process.platform === 'darwin'
      ? ['open', [url]]
      : process.platform === 'win32'
        ? ['rundll32', ['url.dll,FileProtocolHandler', url]]
        : ['xdg-open', [url]];
  // Where there is nothing to open it with (a server, a container), the printed address is enough.
  spawn(opener, args, { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref();
}
