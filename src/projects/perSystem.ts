import type { Machine } from '../host.ts';

/** What differs between systems in the words to a learner. Pure data. */

type PerSystem = Readonly<Record<Machine['platform'], string>>;

export const installPython: PerSystem = {
  linux: 'sudo apt install python3 python3-venv   (Debian, Ubuntu; elsewhere your package manager has it)',
  macos: 'brew install python@3.12   (or the installer from python.org)',
  windows: 'winget install Python.Python.3.12',
};

/** Where a Python is there already: on Linux the same command would bring the same one. */
export const installNewerPython: PerSystem = {
  ...installPython,
  linux:
    'sudo apt install python3.12 python3.12-venv   (where there is none: https://docs.astral.sh/uv/ brings its own)',
};

export const installGit: PerSystem = {
  linux: 'sudo apt install git',
  macos: 'xcode-select --install',
  windows: 'winget install Git.Git',
};

/** On Linux pip fetches the build for graphics cards unless it is told otherwise. */
export const pytorchDisk: PerSystem = {
  linux: 'several GB, about 1 GB with its CPU build',
  macos: 'about 1 GB',
  windows: 'about 1 GB',
};
