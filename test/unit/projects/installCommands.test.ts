import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installCommands, installSentence, isWindowsPath } from '../../../src/projects/installCommands.ts';

const linux = { uv: false, windows: false };
const windows = { uv: false, windows: true };
const venv = { program: '/home/ann/my lab/.venv/bin/python', source: 'venv' } as const;
const onPath = { program: 'python3', source: 'path' } as const;

describe('the commands that install what a project needs', () => {
  it('fill its .venv with uv where uv is there, because such a .venv has no pip', () => {
    for (const here of [linux, windows]) {
      assert.deepEqual(installCommands(venv, { ...here, uv: true }), [
        'uv pip install --python .venv -r requirements.txt',
      ]);
    }
  });

  it('fill its .venv with the pip in it where there is no uv', () => {
    assert.deepEqual(installCommands(venv, linux), ['.venv/bin/python -m pip install -r requirements.txt']);
    assert.deepEqual(installCommands(venv, windows), [
      '.venv\\Scripts\\python.exe -m pip install -r requirements.txt',
    ]);
  });

  it('make a .venv first where only the system has a Python, which takes no packages', () => {
    assert.deepEqual(installCommands(onPath, { ...linux, uv: true }), [
      'uv venv',
      'uv pip install --python .venv -r requirements.txt',
    ]);
    assert.deepEqual(installCommands(onPath, linux), [
      'python3 -m venv .venv',
      '.venv/bin/python -m pip install -r requirements.txt',
    ]);
    assert.deepEqual(installCommands({ ...onPath, program: 'py' }, windows), [
      'py -m venv .venv',
      '.venv\\Scripts\\python.exe -m pip install -r requirements.txt',
    ]);
  });

  it('fill the Python that the setting or another extension names', () => {
    for (const source of ['setting', 'extension'] as const) {
      for (const uv of [true, false]) {
        assert.deepEqual(installCommands({ program: '/opt/lab/bin/python', source }, { ...linux, uv }), [
          '/opt/lab/bin/python -m pip install -r requirements.txt',
        ]);
      }
    }
  });

  it('make a .venv too where another extension only has the Python of the system, as it does by itself', () => {
    for (const program of ['/usr/bin/python3', '/bin/python3', '/opt/homebrew/bin/python3.12']) {
      assert.deepEqual(installCommands({ program, source: 'extension' }, linux), [
        `${program} -m venv .venv`,
        '.venv/bin/python -m pip install -r requirements.txt',
      ]);
    }
    // A .venv would not help here: checks go on in what the setting names.
    assert.equal(installCommands({ program: '/usr/bin/python3', source: 'setting' }, linux).length, 1);
  });

  it('quote its path for PowerShell where it must be, with the sign that makes it run what is quoted', () => {
    for (const [program, typed] of [
      ['C:\\lab\\python.exe', 'C:\\lab\\python.exe'],
      ['C:\\Users\\Ann Lee\\python.exe', '& "C:\\Users\\Ann Lee\\python.exe"'],
      ['C:\\a$b`c\\python.exe', '& "C:\\a`$b``c\\python.exe"'],
    ] as const) {
      const [command] = installCommands({ program, source: 'setting' }, windows);
      assert.equal(command, `${typed} -m pip install -r requirements.txt`);
    }
  });

  it('reach a Python at any path from a real shell', function () {
    if (process.platform === 'win32') this.skip();
    const folder = mkdtempSync(join(tmpdir(), 'ml-roadmap-install-'));
    try {
      for (const name of ['plain', 'two words', '$HOME', '`id`', 'a"b', "it's", 'a\\b', 'ä;b&c']) {
        mkdirSync(join(folder, name));
        const program = join(folder, name, 'python');
        writeFileSync(program, '#!/bin/sh\necho "$@"\n');
        chmodSync(program, 0o755);
        const [command = ''] = installCommands({ program, source: 'setting' }, linux);
        const output = execFileSync('/bin/sh', ['-c', command], { encoding: 'utf8' });
        assert.equal(output, '-m pip install -r requirements.txt\n', command);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('are told in one line, with the folder they are for and their order', () => {
    assert.equal(
      installSentence(installCommands(onPath, { ...linux, uv: true })),
      'In the project’s folder run: uv venv and then: uv pip install --python .venv -r requirements.txt',
    );
  });

  it('are those of Windows for a folder that lies there', () => {
    for (const path of ['c:\\lab', 'C:/lab', '\\\\server\\share\\lab']) assert.ok(isWindowsPath(path), path);
    for (const path of ['/home/ann/lab', '/c:/lab']) assert.equal(isWindowsPath(path), false, path);
  });
});
