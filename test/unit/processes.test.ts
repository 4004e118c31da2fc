import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { machine, runProgram } from '../../src/processes.ts';

describe('a program', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ml-roadmap-run-'));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('runs in its folder, with its output heard while it runs', async () => {
    let heard = '';
    const result = await runProgram(
      process.execPath,
      ['-e', 'console.log(process.cwd(), process.env.ANSWER)'],
      {
        folder,
        env: { ANSWER: '42' },
        onOutput: (text) => {
          heard += text;
        },
      },
    );
    assert.equal(result.kind === 'ended' && result.code, 0);
    assert.match(heard, /ml-roadmap-run-.* 42/);
  });

  it('that fails tells with which code', async () => {
    assert.deepEqual(await runProgram(process.execPath, ['-e', 'process.exit(3)']), {
      kind: 'ended',
      code: 3,
      output: '',
    });
  });

  it('that is not there is missing, not an error', async () => {
    assert.deepEqual(await runProgram('no-such-program-anywhere', []), { kind: 'missing' });
    assert.deepEqual(await runProgram('/no/such/program', []), { kind: 'missing' });
  });

  it('is never taken from the folder it runs in', async () => {
    const name = 'planted-tool';
    writeFileSync(join(folder, name), '#!/bin/sh\necho planted\n');
    chmodSync(join(folder, name), 0o755);
    const { PATH } = process.env;
    const before = process.cwd();
    process.env.PATH = `.${delimiter}${PATH}`;
    process.chdir(folder);
    try {
      assert.deepEqual(await runProgram(name, [], { folder }), { kind: 'missing' });
    } finally {
      process.chdir(before);
      process.env.PATH = PATH;
    }
  });

  it('is ended with whatever it started when it is cancelled', async () => {
    const listeners: (() => unknown)[] = [];
    const cancelled = {
      isCancellationRequested: false,
      onCancellationRequested: (listener: () => unknown) => {
        listeners.push(listener);
        return { dispose: () => undefined };
      },
    };
    const code = `require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => 0, 1e6)'], { stdio: 'inherit' }); console.log('ready')`;
    const result = await runProgram(process.execPath, ['-e', code], {
      cancelled,
      onOutput: () => {
        cancelled.isCancellationRequested = true;
        for (const listener of listeners) listener();
      },
    });
    // It resolves only when the output is closed, which the grandchild would keep open.
    assert.deepEqual(result, { kind: 'cancelled' });
  });

  it('is ended like that, too, when it takes longer than it may', async () => {
    const code = 'console.log("ready"); setInterval(() => 0, 1e6)';
    assert.deepEqual(await runProgram(process.execPath, ['-e', code], { patience: 300 }), {
      kind: 'cancelled',
    });
    const quick = await runProgram(process.execPath, ['-e', ''], { patience: 60_000 });
    assert.deepEqual(quick, { kind: 'ended', code: 0, output: '' });
  });

  it('is not waited for any longer when what it started keeps its output open', async () => {
    // Detached, it is in no group that we end; it goes by itself, later than a test may last.
    const started = `spawn(process.execPath, ['-e', 'setTimeout(() => 0, 40_000)'], { detached: true, stdio: 'inherit' })`;
    const code = `require('node:child_process').${started}; setInterval(() => 0, 1e6)`;
    const result = await runProgram(process.execPath, ['-e', code], { patience: 500 });
    assert.deepEqual(result, { kind: 'cancelled' });
  });

  it('finds a machine with room on it, also for a folder that is not there yet', async () => {
    for (const path of [folder, join(folder, 'not', 'made/yet')]) {
      const { freeDisk, freeMemory } = await machine(path);
      assert.ok(freeDisk > 0 && freeMemory > 0);
    }
  });
});
