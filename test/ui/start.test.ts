import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, watch, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { root } from '../vscode/paths.ts';
import { freePort } from '../vscode/server.ts';

/**
 * Stands in for the `code` of a desktop editor: starts an editor that goes its own way, with its process in the
 * lock file, notes what it was asked for, and waits.
 */
const CODE = `#!/usr/bin/env node
const { spawn } = require('node:child_process');
const args = [__dirname + '/editor.cjs', ...process.argv.slice(2)];
spawn(process.execPath, args, { detached: true, stdio: 'ignore' });
setInterval(() => undefined, 1000);
`;
const EDITOR = `
const { mkdirSync, writeFileSync } = require('node:fs');
const args = process.argv.slice(2);
const data = args.find((arg) => arg.startsWith('--user-data-dir=')).slice(16);
process.once('SIGTERM', () => {
  writeFileSync(__dirname + '/ended.json', '"by a signal"');
  process.exit();
});
mkdirSync(data, { recursive: true });
writeFileSync(data + '/code.lock', String(process.pid));
writeFileSync(__dirname + '/asked.json', JSON.stringify(args));
setInterval(() => undefined, 1000);
`;

describe('npm start', () => {
  let folder = '';
  let running: ChildProcess | undefined;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ml-roadmap-start-'));
  });
  afterEach(async () => {
    if (running?.exitCode === null && running.signalCode === null) await end(running);
    running = undefined;
    await rm(folder, { recursive: true, force: true });
  });

  /** Runs it as a terminal does: in a process group of its own, which Ctrl-C reaches as a whole. */
  const start = (...args: string[]) => {
    const path = [folder, process.env.PATH].join(delimiter);
    running = spawn('npm', ['start', '--', ...args], {
      cwd: root,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, PATH: path },
    });
    return new Said(running);
  };

  const desktopEditor = async (name: string) => {
    const program = join(folder, name);
    await writeFile(program, CODE);
    await chmod(program, 0o755);
    await writeFile(join(folder, 'editor.cjs'), EDITOR);
    return program;
  };

  it('opens the machine’s own VS Code with the extension in it, and Ctrl-C ends that too', async () => {
    await desktopEditor('code');
    const said = start(folder);
    const args = JSON.parse(await written(folder, 'asked.json'));
    assert.ok(args.includes(`--extensionDevelopmentPath=${root}`));
    assert.equal(args.at(-1), folder);
    assert.match(said.text, /Building the extension.*Opening .*code with ML Roadmap in it/s);
    const ended = written(folder, 'ended.json');
    await end(running);
    assert.match(await ended, /by a signal/);
  });

  it('opens the VS Code that is named', async () => {
    const program = await desktopEditor('another-code');
    // The machine has its own, which would end at once.
    await writeFile(join(folder, 'code'), '#!/bin/sh\n', { mode: 0o755 });
    start('--vscode', program, folder);
    const args = JSON.parse(await written(folder, 'asked.json'));
    assert.equal(args.at(-1), folder);
  });

  it('says that a VS Code cannot be started, and fails', async () => {
    const said = start('--vscode', join(folder, 'gone'), folder);
    assert.notEqual(await said.code, 0);
    assert.match(said.text, /gone could not be started/);
  });

  it('serves one from npm on the port that is asked for, prints its address, and Ctrl-C ends it', async () => {
    const port = await freePort();
    const said = start('--no-open', '--port', String(port), folder);
    const address = await said.wait(new RegExp(`http://127\\.0\\.0\\.1:${port}/\\S+`));
    assert.equal((await fetch(address)).status, 200);
    assert.equal(new URL(address).searchParams.get('folder'), folder);
    await end(running);
    await assert.rejects(fetch(address));
  });

  it('refuses a port that is none and a folder that is not there, and says so', async () => {
    const port = start('--port', 'eighty');
    assert.notEqual(await port.code, 0);
    assert.match(port.text, /--port takes a number from 1 to 65535, not “eighty”/);
    const gone = start(join(folder, 'gone'));
    assert.notEqual(await gone.code, 0);
    assert.match(gone.text, /There is no folder .*gone/);
  });

  it('lists its options', async () => {
    const said = start('--help');
    assert.equal(await said.code, 0);
    for (const option of ['folder', '--vscode <path>', '--port <number>', '--no-open'])
      assert.match(said.text, new RegExp(`^  ${option}  +\\w`, 'm'));
  });
});

/** What a process printed so far, and how it ended. */
class Said {
  text = '';
  readonly code: Promise<number | null>;
  readonly #child: ChildProcess;

  constructor(child: ChildProcess) {
    this.#child = child;
    this.code = new Promise((resolve) => child.once('close', resolve));
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (data) => {
        this.text += data;
      });
    }
  }

  /** The first match once it is printed. @throws Error with all it printed when it ends before. */
  async wait(pattern: RegExp): Promise<string> {
    for (;;) {
      const found = pattern.exec(this.text)?.[0];
      if (found) return found;
      const more = new Promise((resolve) => this.#child.stdout?.once('data', resolve));
      const ended = this.code.then((code) => {
        throw new Error(`ended with ${code}:\n${this.text}`);
      });
      await Promise.race([more, ended]);
    }
  }
}

/** Ends a process as Ctrl-C in a terminal does, and waits until it is gone. */
async function end(child: ChildProcess | undefined): Promise<void> {
  if (child?.pid === undefined) throw new Error('nothing was started');
  const closed = new Promise((resolve) => child.once('close', resolve));
  process.kill(-child.pid, 'SIGINT');
  await closed;
}

/** The text of a file that is written in one step, once it is there. */
async function written(folder: string, name: string): Promise<string> {
  const changes = watch(folder)[Symbol.asyncIterator]();
  for (;;) {
    // It watches from the first `next`, so nothing happens unseen between a look and the wait.
    const change = changes.next();
    const text = await readFile(join(folder, name), 'utf8').catch(() => '');
    if (text) return text;
    await change;
  }
}
