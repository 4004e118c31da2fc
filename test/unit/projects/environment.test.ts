import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunProgram, RunResult } from '../../../src/host.ts';
import { runProgram } from '../../../src/processes.ts';
import { environmentTool, type PythonEnvironmentsApi } from '../../../src/projects/environment.ts';
import { has, runCommands } from '../../../src/projects/runCommands.ts';
import { uri } from '../commands/testContext.ts';

const never = {
  isCancellationRequested: false,
  onCancellationRequested: () => ({ dispose: () => undefined }),
};

/** A machine with these programs, and what ran on it. */
function machine(...programs: string[]) {
  return machineWith(Object.fromEntries(programs.map((program) => [program, '3.12.4'])));
}

/** The same with the versions they say they are. */
function machineWith(versions: Readonly<Record<string, string>>) {
  const programs = Object.keys(versions);
  const ran: string[] = [];
  const run: RunProgram = async (program, args): Promise<RunResult> => {
    const name = program.split('/').at(-1) ?? '';
    if (!programs.includes(name)) return { kind: 'missing' };
    if (args[0] !== '--version') ran.push([program, ...args].join(' '));
    return { kind: 'ended', code: 0, output: `Python ${versions[name]}` };
  };
  return { run, ran };
}

/** The Python Environments extension as far as it is asked, and what it was asked. */
function extension(create: () => Promise<unknown>) {
  const asked: unknown[] = [];
  const api = {
    createEnvironment: (folder: unknown, options: unknown) => {
      asked.push([String(folder), options]);
      return create();
    },
  };
  return { api: api as unknown as PythonEnvironmentsApi, asked };
}

describe('the environment of a new project', () => {
  const folder = uri('/home/ann/lab');
  const following = (isCancellationRequested = false) => {
    const lines: string[] = [];
    const onOutput = (text: string) => void lines.push(text);
    return { lines, onOutput, cancelled: { ...never, isCancellationRequested } };
  };
  const install =
    '/home/ann/lab/.venv/bin/python -m pip install --disable-pip-version-check -r requirements.txt';

  it('is made by the Python Environments extension where the learner has it, and filled by pip', async () => {
    const { run, ran } = machine('uv', 'python3', 'python');
    const { api, asked } = extension(async () => ({ name: '.venv' }));
    const tool = await environmentTool(run, { api, windows: false });
    const output = following();
    await tool?.make(folder, output);
    assert.deepEqual(asked, [['file:///home/ann/lab', { quickCreate: true }]]);
    assert.deepEqual(ran, [install]);
    assert.deepEqual(tool?.commands, [
      'Python Environments: create .venv',
      '.venv/bin/python -m pip install -r requirements.txt',
    ]);
    assert.match(output.lines.join(''), /^> Python Environments: create \.venv\n> .*pip install/);
  });

  it('says what to do when that extension fails, makes none, or makes it elsewhere', async () => {
    for (const [create, why] of [
      [async () => undefined, /create \.venv \(its own message says why\)/],
      [async () => Promise.reject(new Error('no Python 3')), /create \.venv \(no Python 3\)/],
      [async () => ({ name: '.conda' }), /\.venv\/bin\/python .*is not installed/],
    ] as const) {
      const tool = await environmentTool(machine().run, { api: extension(create).api, windows: false });
      await assert.rejects(
        async () => tool?.make(folder, following()),
        (thrown: Error) => {
          assert.equal(thrown.name, 'UserError');
          assert.match(thrown.message, /project is complete, but this step stopped/);
          assert.match(thrown.message, why);
          return true;
        },
      );
    }
  });

  it('is not filled where that extension took a Python that is too old', async () => {
    const { run, ran } = machineWith({ python: '3.10.12' });
    const { api } = extension(async () => ({ name: '.venv' }));
    const tool = await environmentTool(run, { api, windows: false });
    await assert.rejects(
      async () => tool?.make(folder, following()),
      /create \.venv \(it took Python 3\.10\.12, practice projects need 3\.11 or newer\)/,
    );
    assert.deepEqual(ran, []);
  });

  it('is not filled any more when it was cancelled meanwhile, whoever made it', async () => {
    for (const api of [extension(async () => ({ name: '.venv' })).api, undefined]) {
      const { run, ran } = machine('python3', 'python');
      const tool = await environmentTool(run, { api, windows: false });
      await tool?.make(folder, following(true));
      assert.equal(ran.includes(install), false);
    }
  });

  it('is made by uv where it is there, and filled whatever other environment is active', async () => {
    const { run, ran } = machine('uv', 'python3');
    const tool = await environmentTool(run, { api: undefined, windows: false });
    await tool?.make(folder, following());
    assert.deepEqual(ran, tool?.commands);
    assert.deepEqual(ran, ['uv venv', 'uv pip install --python .venv -r requirements.txt']);
  });

  it('is made by venv else, with the paths of the system', async () => {
    for (const [windows, path] of [
      [false, '.venv/bin/python'],
      [true, '.venv/Scripts/python.exe'],
    ] as const) {
      const { run, ran } = machine('python', 'python.exe');
      const tool = await environmentTool(run, { api: undefined, windows });
      await tool?.make(folder, following());
      assert.equal(ran[0], 'python -m venv .venv');
      assert.match(ran[1] ?? '', new RegExp(`^/home/ann/lab/${path} -m pip install .*-r requirements.txt$`));
      assert.match(tool?.commands[1] ?? '', new RegExp(`^${path} -m pip install -r requirements.txt$`));
    }
  });

  it('is made by a Python that is new enough, not by the first one', async () => {
    const { run, ran } = machineWith({ python3: '3.10.12', 'python3.12': '3.12.4', python: '3.12.4' });
    const tool = await environmentTool(run, { api: undefined, windows: false });
    await tool?.make(folder, following());
    assert.equal(ran[0], 'python -m venv .venv');
    const old = machineWith({ python3: '3.10.12', python: '2.7.18' });
    assert.equal(await environmentTool(old.run, { api: undefined, windows: false }), undefined);
  });

  it('cannot be made where there is neither', async () => {
    assert.equal(await environmentTool(machine('git').run, { api: undefined, windows: false }), undefined);
  });
});

describe('the commands after a project was written', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ml-roadmap-commands-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const node = process.execPath;
  const writes = (name: string) => [node, '-e', `require('fs').writeFileSync('${name}', '')`];

  it('run one after the other, in its folder, and show what they print', async () => {
    let output = '';
    const onOutput = (text: string) => {
      output += text;
    };
    await runCommands(runProgram, [writes('one'), [node, '-e', 'console.log("two")']], folder, {
      onOutput,
      cancelled: never,
    });
    assert.ok(existsSync(join(folder, 'one')));
    assert.match(output, /two/);
  });

  it('stop at the first that fails, and say which and why', async () => {
    const fails = [node, '-e', 'console.error("disk is full"); process.exit(3)'];
    await assert.rejects(
      runCommands(runProgram, [fails, writes('later')], folder, {
        onOutput: () => undefined,
        cancelled: never,
      }),
      /project is complete, but this step stopped: .*\(disk is full\).*yourself/,
    );
    assert.equal(existsSync(join(folder, 'later')), false);
  });

  it('say that a program is not there, and what git wants to know', async () => {
    const following = { onOutput: () => undefined, cancelled: never };
    await assert.rejects(
      runCommands(runProgram, [['no-such-program']], folder, following),
      /no-such-program is not installed/,
    );
    const git = [node, '-e', 'console.error("*** Please tell me who you are."); process.exit(128)'];
    await assert.rejects(runCommands(runProgram, [git], folder, following), /git config --global user\.name/);
    const silent = [node, '-e', 'process.exit(1)'];
    await assert.rejects(runCommands(runProgram, [silent], folder, following), /it gave no reason/);
  });

  it('say what to do when a program cannot even be started', async () => {
    const run: RunProgram = async () => Promise.reject(new Error('spawn EACCES'));
    await assert.rejects(
      runCommands(run, [['git', 'init']], folder, { onOutput: () => undefined, cancelled: never }),
      { name: 'UserError', message: /this step stopped: git init \(spawn EACCES\)/ },
    );
  });

  it('end without an error when they are cancelled', async () => {
    const cancelled = { ...never, isCancellationRequested: true };
    const ran: string[] = [];
    const run: RunProgram = async (program) => {
      ran.push(program);
      return { kind: 'cancelled' };
    };
    await runCommands(run, [['git'], ['uv']], folder, { onOutput: () => undefined, cancelled });
    assert.deepEqual(ran, ['git']);
  });

  it('ask a program for its version to see whether it is there', async () => {
    assert.equal(await has(runProgram, node), true);
    assert.equal(await has(runProgram, 'no-such-program'), false);
    assert.equal(await has(undefined, node), false);
    const locked = join(folder, 'locked');
    writeFileSync(locked, '');
    await assert.rejects(runProgram(locked, []));
    assert.equal(await has(runProgram, locked), false, 'one that cannot be started is none');
  });
});
