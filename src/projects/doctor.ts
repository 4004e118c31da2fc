import type { Machine, RunResult } from '../host.ts';
import { type Interpreter, onceNewer, PYTHON_SETTING } from './choosePython.ts';
import { installCommands } from './installCommands.ts';
import { installGit, installNewerPython, installPython, pytorchDisk } from './perSystem.ts';
import { isNewEnough, OLDEST_PYTHON } from './pythonVersion.ts';

/** What was found on the machine, and what is missing, as a page of Markdown. Pure. */

export interface Findings {
  readonly machine: Machine;
  /** The first that answered, where none is new enough. */
  readonly python?: Interpreter;
  /** What the setting names, where that is no Python. */
  readonly named?: string;
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
    /** Not there where they could not be looked for. */
    readonly missing?: readonly string[];
  };
}

const GIB = 1024 ** 3;

export function doctorText(found: Findings): string {
  const { machine, uv, git, project } = found;
  return [
    '# Your setup',
    '',
    ...pythonLines(found),
    row(Boolean(git), 'git', git ?? 'not found; only needed for a repository of your own'),
    ...(git ? [] : [fix(installGit[machine.platform])]),
    row(Boolean(uv), 'uv', uv ?? 'not found; optional, venv and pip do the same more slowly'),
    row(
      machine.freeDisk > 2 * GIB,
      'Free disk',
      `${gib(machine.freeDisk)}; projects with PyTorch need ${pytorchDisk[machine.platform]}`,
    ),
    row(machine.freeMemory > GIB, 'Free memory', gib(machine.freeMemory)),
    ...(project ? ['', ...projectLines(project, found)] : []),
    '',
  ].join('\n');
}

function pythonLines({ machine: { platform }, python, named }: Findings): string[] {
  if (python) {
    const sound = isNewEnough(python.version);
    const then = onceNewer[python.source];
    return [
      row(sound, 'Python', `${python.version}, from ${python.from}`),
      `    ${python.program}`,
      ...(sound
        ? []
        : [
            `    Too old: projects need Python ${OLDEST_PYTHON} or newer.`,
            fix(installNewerPython[platform]),
          ]),
      ...(sound || !then ? [] : [`    Then ${then}.`]),
    ];
  }
  if (named === undefined) return [row(false, 'Python', 'not found'), fix(installPython[platform])];
  return [
    row(false, 'Python', `the setting ${PYTHON_SETTING} names ${named}, which is not a Python that starts`),
    `    Name Python ${OLDEST_PYTHON} or newer there, or leave it empty.`,
  ];
}

function projectLines(
  { title, folder, needs, requirements, missing }: NonNullable<Findings['project']>,
  { python: found, uv, machine }: Findings,
): string[] {
  // Packages in a Python that is too old would not help.
  const python = found && isNewEnough(found.version) ? found : undefined;
  const here = { uv: uv !== undefined, windows: machine.platform === 'windows' };
  return [
    `## ${title}`,
    '',
    `Needs ${[...needs, ...requirements].join(', ')}`,
    '',
    ...(python
      ? packageLines(missing, folder, installCommands(python, here))
      : [row(false, 'Packages', 'not looked for')]),
  ];
}

function packageLines(
  missing: readonly string[] | undefined,
  folder: string,
  commands: readonly string[],
): string[] {
  if (!missing) {
    return [
      row(false, 'Packages', 'could not be looked for, because this Python gave no answer'),
      '    Check My Setup again when the computer is less busy.',
    ];
  }
  if (missing.length === 0) return [row(true, 'Packages', 'all installed')];
  return [
    row(false, 'Packages', `missing: ${missing.join(', ')}`),
    `    In the folder ${folder}`,
    ...commands.map(fix),
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

/** The packages that Python named, one a line; nothing where it gave no answer. */
export function missingIn(result: RunResult): string[] | undefined {
  if (result.kind !== 'ended' || result.code !== 0) return undefined;
  return linesIn(result.output);
}

/** The requirement lines of a `requirements.txt`, without comments. */
export function requirementsIn(text: string): string[] {
  return linesIn(text.replaceAll(/#.*/g, ''));
}

function linesIn(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}

/** `numpy>=1.26,<3` → `numpy` */
export function packageOf(requirement: string): string {
  return /^[\w.-]+/.exec(requirement)?.[0] ?? requirement;
}
