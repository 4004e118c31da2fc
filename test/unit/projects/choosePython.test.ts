import assert from 'node:assert/strict';
import type { RunProgram } from '../../../src/host.ts';
import {
  type Candidate,
  choosePython,
  pythonsOnPath,
  troubleWith,
} from '../../../src/projects/choosePython.ts';

/** A machine with these Pythons, and which were asked. */
function machine(versions: Readonly<Record<string, string>>) {
  const asked: string[] = [];
  const run: RunProgram = async (program) => {
    asked.push(program);
    const version = versions[program];
    if (version === undefined) return { kind: 'missing' };
    return { kind: 'ended', code: 0, output: `Python ${version}\n` };
  };
  return { run, asked };
}

/** This one before those on PATH. */
async function* before(program: string, source: Candidate['source']): AsyncGenerator<Candidate> {
  yield { program, source, from: source };
  if (source !== 'setting') yield* pythonsOnPath();
}

describe('the Python that checks run in', () => {
  it('is the first that answers, and nothing after it is asked', async () => {
    const { run, asked } = machine({ '/lab/.venv/bin/python': '3.12.4', python3: '3.13.0' });
    const found = await choosePython(run, before('/lab/.venv/bin/python', 'venv'));
    assert.equal(found.kind === 'found' && found.python.program, '/lab/.venv/bin/python');
    assert.equal(found.kind === 'found' && found.python.version, '3.12.4');
    assert.deepEqual(asked, ['/lab/.venv/bin/python']);
  });

  it('is a newer one on PATH where the first there is too old, also one that only its version names', async () => {
    for (const newer of ['python', 'py', 'python3.12']) {
      const { run } = machine({ python3: '3.9.6', [newer]: '3.12.1' });
      const found = await choosePython(run, pythonsOnPath());
      assert.equal(found.kind === 'found' && found.python.program, newer);
    }
  });

  it('is a newer one than the old one that another extension has by default', async () => {
    const { run } = machine({ '/usr/bin/python3': '3.9.6', 'python3.12': '3.12.1' });
    const found = await choosePython(run, before('/usr/bin/python3', 'extension'));
    assert.equal(found.kind === 'found' && found.python.program, 'python3.12');
  });

  it('is never silently another than the one in the project’s .venv or in the setting, however old', async () => {
    for (const source of ['venv', 'setting'] as const) {
      const { run } = machine({ '/lab/bin/python': '3.10.14', python3: '3.13.0' });
      const found = await choosePython(run, before('/lab/bin/python', source));
      assert.equal(found.kind, 'too-old');
      assert.match(
        troubleWith(found) ?? '',
        /^Python 3\.10\.14 at \/lab\/bin\/python is too old: practice projects need 3\.11 or newer\. Install /,
      );
      assert.match(
        troubleWith(found) ?? '',
        source === 'venv'
          ? /delete the folder \.venv and check again\.$/
          : /name it in the setting mlRoadmap\.projects\.python\.$/,
      );
    }
  });

  it('is none where all are too old, which says which was found first', async () => {
    const { run } = machine({ python3: '3.10.12', python: '2.7.18' });
    const found = await choosePython(run, pythonsOnPath());
    assert.equal(found.kind === 'too-old' && found.python.program, 'python3');
    assert.match(troubleWith(found) ?? '', /^Python 3\.10\.12 at python3 is too old/);
  });

  it('is none where nothing answers, which says what to install', async () => {
    const found = await choosePython(machine({}).run, pythonsOnPath());
    assert.deepEqual(found, { kind: 'none' });
    assert.match(troubleWith(found) ?? '', /^No Python was found\. Install Python 3\.11 or newer/);
  });

  it('is none where the setting names something else, which says what it names', async () => {
    const run: RunProgram = async () => ({ kind: 'ended', code: 0, output: 'git version 2.39.5' });
    for (const [runs, program] of [
      [machine({}).run, '/no/such/python'],
      [run, '/usr/bin/git'],
    ] as const) {
      const found = await choosePython(runs, before(program, 'setting'));
      assert.deepEqual(found, { kind: 'none', named: program });
      const trouble = troubleWith(found) ?? '';
      assert.ok(
        trouble.startsWith(
          `The setting mlRoadmap.projects.python names ${program}, which is not a Python that starts.`,
        ),
      );
      assert.doesNotMatch(trouble, /No Python was found/);
    }
  });

  it('has no trouble where it was found', async () => {
    const found = await choosePython(machine({ python3: '3.11.0' }).run, pythonsOnPath());
    assert.equal(troubleWith(found), undefined);
  });
});
