import type { Machine } from '../host.ts';
import { installCommands } from './installCommands.ts';
import type { Interpreter } from './interpreter.ts';

/** What was found on the machine, and what is missing, as a page of Markdown. Pure. */

export interface Findings {
  readonly machine: Machine;
  readonly python?: Interpreter;
  /** Version texts. */
  readonly uv?: string;
  readonly git?: string;
  /** Of one project: what it asks for, and which of these the interpreter does not have. */
  readonly project?: {
    readonly title: string;
    /** Its folder, as a path of this machine. */
    readonly folder: string;
    readonly needs: readonly string[];
    readonly requirements: readonly string[];
    readonly missing: readonly string[];
  };
}

const GIB = 1024 ** 3;
const OLDEST = [3, 11] as const;

const installPython: Readonly<Record<Machine['platform'], string>> = {
  linux: 'sudo apt install python3 python3-venv   (Debian, Ubuntu; elsewhere your package manager has it)',
  macos: 'brew install python@3.12   (or the installer from python.org)',
  windows: 'winget install Python.Python.3.12',
};
const installGit: Readonly<Record<Machine['platform'], string>> = {
  linux: 'sudo apt install git',
  macos: 'xcode-select --install',
  windows: 'winget install Git.Git',
};

export function doctorText(found: Findings): string {
  const { machine, python, uv, git, project } = found;
  const oldPython = python && !isNewEnough(python.version);
  return [
    '# Your setup',
    '',
    row(
      Boolean(python) && !oldPython,
      'Python',
      python ? `${python.version}, from ${python.from}` : 'not found',
    ),
    python ? `    ${python.program}` : fix(installPython[machine.platform]),
    ...(oldPython ? ['    Projects need Python 3.11 or newer.', fix(installPython[machine.platform])] : []),
    row(Boolean(git), 'git', git ?? 'not found; only needed for a repository of your own'),
    ...(git ? [] : [fix(installGit[machine.platform])]),
    row(Boolean(uv), 'uv', uv ?? 'not found; optional, venv and pip do the same more slowly'),
    row(
      machine.freeDisk > 2 * GIB,
      'Free disk',
      `${gib(machine.freeDisk)}; projects with PyTorch need about 1 GB`,
    ),
    row(machine.freeMemory > GIB, 'Free memory', gib(machine.freeMemory)),
    ...(project ? ['', ...projectLines(project, found)] : []),
    '',
  ].join('\n');
}

function projectLines(
  { title, folder, needs, requirements, missing }: NonNullable<Findings['project']>,
  { python, uv, machine }: Findings,
): string[] {
  const here = { uv: uv !== undefined, windows: machine.platform === 'windows' };
  const sound = missing.length === 0 && python !== undefined;
  return [
    `## ${title}`,
    '',
    `Needs ${[...needs, ...requirements].join(', ')}`,
    '',
    row(
      sound,
      'Packages',
      sound ? 'all installed' : python ? `missing: ${missing.join(', ')}` : 'not looked for',
    ),
    ...(sound || !python ? [] : [`    In the folder ${folder}`, ...installCommands(python, here).map(fix)]),
  ];
}

function row(sound: boolean, what: string, how: string): string {
  return `- [${sound ? 'x' : ' '}] ${what}: ${how}`;
}

function fix(command: string): string {
  return `    Run: ${command}`;
}

function gib(bytes: number): string {
  return `${(bytes / GIB).toFixed(1)} GB`;
}

function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}

/** The requirement lines of a `requirements.txt`, without comments. */
export function requirementsIn(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim())
    .filter(Boolean);
}

/** `numpy>=1.26,<3` → `numpy` */
export function packageOf(requirement: string): string {
  return /^[\w.-]+/.exec(requirement)?.[0] ?? requirement;
}
