import assert from 'node:assert/strict';
import {
  doctorText,
  type Findings,
  missingIn,
  packageOf,
  requirementsIn,
} from '../../../src/projects/doctor.ts';

const GIB = 1024 ** 3;
const machine = { platform: 'linux', freeMemory: 4 * GIB, freeDisk: 50 * GIB } as const;
const python = { program: '/usr/bin/python3', from: 'PATH', source: 'path', version: '3.12.4' } as const;
const sound: Findings = { machine, python, git: 'git version 2.39.5', uv: 'uv 0.9.1' };

describe('the doctor', () => {
  it('ticks what is there', () => {
    const text = doctorText(sound);
    assert.match(text, /- \[x\] Python: 3\.12\.4, from PATH\n {4}\/usr\/bin\/python3/);
    assert.match(text, /- \[x\] git/);
    assert.doesNotMatch(text, /Run:|\[ \]/);
  });

  it('gives the exact command for what is missing, on each system', () => {
    for (const [platform, command] of [
      ['linux', /Run: sudo apt install python3/],
      ['macos', /Run: brew install python/],
      ['windows', /Run: winget install Python/],
    ] as const) {
      const text = doctorText({ machine: { ...machine, platform } });
      assert.match(text, /- \[ \] Python: not found/);
      assert.match(text, command);
      assert.match(text, /- \[ \] git/);
    }
  });

  it('does not take a Python that is too old for good', () => {
    const text = doctorText({ ...sound, python: { ...python, version: '3.9.2' } });
    assert.match(text, /- \[ \] Python: 3\.9\.2/);
    assert.match(text, /need Python 3\.11 or newer\.\n {4}Run: sudo apt install python3\.12 /);
    const inVenv = doctorText({ ...sound, python: { ...python, source: 'venv', version: '3.9.2' } });
    assert.match(inVenv, / {4}Then delete the folder \.venv and check again\.\n/);
    for (const [version, box] of [
      ['3.11.0', 'x'],
      ['4.0.1', 'x'],
      ['3.10.14', ' '],
      ['2.12.0', ' '],
    ] as const) {
      const row = new RegExp(`- \\[${box}\\] Python: ${version}`);
      assert.match(doctorText({ ...sound, python: { ...python, version } }), row);
    }
  });

  it('looks for no packages in a Python that is too old, and offers none for it', () => {
    const project = {
      title: 'Toolbox',
      folder: '/lab',
      needs: [],
      requirements: ['numpy'],
      missing: ['numpy'],
    };
    const text = doctorText({ ...sound, python: { ...python, version: '3.10.12' }, project });
    assert.match(text, /- \[ \] Packages: not looked for/);
    assert.doesNotMatch(text, /requirements\.txt/);
  });

  it('does not call packages missing that nobody could look for', () => {
    const project = { title: 'Toolbox', folder: '/lab', needs: [], requirements: ['numpy'] };
    const text = doctorText({ ...sound, project });
    assert.match(text, /- \[ \] Packages: could not be looked for.*\n {4}Check My Setup again/);
    assert.doesNotMatch(text, /missing|Run:|all installed/);
  });

  it('knows from the answer of Python which packages are missing, and from no answer nothing', () => {
    assert.deepEqual(missingIn({ kind: 'ended', code: 0, output: 'numpy\r\ntorch\n' }), ['numpy', 'torch']);
    assert.deepEqual(missingIn({ kind: 'ended', code: 0, output: '\n' }), []);
    for (const none of [
      { kind: 'cancelled' },
      { kind: 'missing' },
      { kind: 'ended', code: 1, output: 'x' },
    ] as const)
      assert.equal(missingIn(none), undefined);
  });

  it('says what the setting names instead of a Python, and not to install one', () => {
    const text = doctorText({ machine, git: 'git version 2.39.5', uv: 'uv 0.9.1', named: '/no/such/python' });
    assert.match(
      text,
      /- \[ \] Python: the setting mlRoadmap\.projects\.python names \/no\/such\/python, which is not a Python that starts/,
    );
    assert.doesNotMatch(text, /Run:/);
  });

  it('warns of a disk that is nearly full', () => {
    assert.match(
      doctorText({ ...sound, machine: { ...machine, freeDisk: GIB } }),
      /- \[ \] Free disk: 1\.0 GB/,
    );
  });

  it('says how much PyTorch takes, which is more on Linux unless one asks for the small build', () => {
    const words = (platform: Findings['machine']['platform']) =>
      doctorText({ ...sound, machine: { ...machine, platform } });
    for (const platform of ['macos', 'windows'] as const) {
      assert.match(words(platform), /projects with PyTorch need about 1 GB$/m);
    }
    assert.match(words('linux'), /projects with PyTorch need several GB, about 1 GB with its CPU build$/m);
  });

  it('says which packages of a project are missing, and how to install them', () => {
    const project = {
      title: 'Toolbox',
      folder: '/home/ann/lab',
      needs: ['Python 3.11 or newer'],
      requirements: ['numpy>=1.26,<3', 'pytest>=8.2'],
      missing: ['numpy'],
    };
    const text = doctorText({ ...sound, project });
    assert.match(
      text,
      /missing: numpy\n {4}In the folder \/home\/ann\/lab\n {4}Run: uv venv\n {4}Run: uv pip install --python \.venv -r/,
    );
    const { uv: _, ...withoutUv } = { ...sound, python: { ...python, source: 'venv' as const } };
    assert.match(
      doctorText({ ...withoutUv, project }),
      /In the folder \/home\/ann\/lab\n {4}Run: \.venv\/bin\/python -m pip install -r requirements\.txt\n/,
    );
    assert.match(
      doctorText({ ...sound, project: { ...project, missing: [] } }),
      /- \[x\] Packages: all installed/,
    );
    assert.match(
      doctorText({ machine, project: { ...project, missing: [] } }),
      /- \[ \] Packages: not looked for/,
    );
  });
});

describe('requirements', () => {
  it('are read without their comments', () => {
    assert.deepEqual(requirementsIn('# tests\nnumpy>=1,<3\n\npytest # runs\n'), ['numpy>=1,<3', 'pytest']);
    assert.equal(packageOf('scikit-learn>=1.4,<2'), 'scikit-learn');
  });
});
