import { FileSystemError, Uri, workspace } from 'vscode';
import { messageOf, UserError } from '../errors.ts';
import type { Cancellation, RunProgram, RunResult } from '../host.ts';

/** What may run once a project is written, each only when the learner chose it: git, and an environment for Python. */
export interface Step {
  readonly id: 'git' | 'environment';
  readonly title: string;
  /** Exactly what would run, as the learner reads it. */
  readonly commands: readonly string[];
  /** Why it cannot be chosen here. */
  readonly unavailable?: string;
}

const FIRST_COMMIT = 'Start the practice project';

/** The steps for a new folder in `parent`. Finding out which tools are there is all that runs. */
export async function stepsFor(run: RunProgram | undefined, parent: Uri): Promise<Step[]> {
  const [git, uv, repository] = await Promise.all([
    has(run, 'git'),
    has(run, 'uv'),
    repositoryAround(parent),
  ]);
  const python = uv ? true : (await has(run, 'python3')) || (await has(run, 'python'));
  const because = (missing: string | undefined): { unavailable?: string } => {
    if (!run) return { unavailable: 'nothing can run in a browser' };
    if (!workspace.isTrusted) return { unavailable: 'this window is in Restricted Mode' };
    return missing ? { unavailable: missing } : {};
  };
  return [
    {
      id: 'git',
      title: 'Make it a Git repository with a first commit',
      commands: ['git init', 'git add --all', `git commit -m "${FIRST_COMMIT}"`],
      ...because(
        git ? (repository ? `${repository} is a repository already` : undefined) : 'git is not installed',
      ),
    },
    {
      id: 'environment',
      title: `Make a Python environment with ${uv ? 'uv' : 'venv'}, which downloads packages`,
      commands: uv
        ? ['uv venv', 'uv pip install -r requirements.txt']
        : ['python -m venv .venv', 'python -m pip install -r requirements.txt'],
      ...because(python ? undefined : 'neither uv nor Python is installed'),
    },
  ];
}

/** @throws UserError that says what ran, what did not, and how to do it by hand. The project itself is complete either way. */
export async function runStep(
  step: Step,
  run: RunProgram,
  folder: Uri,
  onOutput: (text: string) => void,
  cancelled: Cancellation,
): Promise<void> {
  const commands = step.id === 'git' ? gitCommands() : await environmentCommands(run, folder);
  for (const [program = '', ...args] of commands) {
    onOutput(`> ${[program, ...args].join(' ')}\n`);
    const result = await run(program, args, { folder: folder.fsPath, onOutput, cancelled }).catch(
      (thrown): RunResult => ({ kind: 'ended', code: 1, output: messageOf(thrown) }),
    );
    if (result.kind === 'ended' && result.code === 0) continue;
    if (result.kind === 'cancelled') return;
    const output = result.kind === 'ended' ? result.output : `${program} is not installed`;
    throw new UserError(
      `The project is complete, but this step stopped: ${[program, ...args].join(' ')} (${reason(output)}). You can run it yourself in the project's folder.`,
    );
  }
}

function gitCommands(): string[][] {
  return [
    ['git', 'init', '--quiet'],
    ['git', 'add', '--all'],
    ['git', 'commit', '--quiet', '-m', FIRST_COMMIT],
  ];
}

async function environmentCommands(run: RunProgram, folder: Uri): Promise<string[][]> {
  if (await has(run, 'uv')) {
    return [
      ['uv', 'venv'],
      ['uv', 'pip', 'install', '-r', 'requirements.txt'],
    ];
  }
  const base = (await has(run, 'python3')) ? 'python3' : 'python';
  // The environment is not there yet; Windows keeps its programs elsewhere.
  const python = /^[a-z]:/i.test(folder.fsPath) ? '.venv/Scripts/python.exe' : '.venv/bin/python';
  return [
    [base, '-m', 'venv', '.venv'],
    [
      Uri.joinPath(folder, python).fsPath,
      '-m',
      'pip',
      'install',
      '--disable-pip-version-check',
      '-r',
      'requirements.txt',
    ],
  ];
}

async function has(run: RunProgram | undefined, program: string): Promise<boolean> {
  const result = await run?.(program, ['--version']);
  return result?.kind === 'ended' && result.code === 0;
}

/** The folder above that is a Git repository: a project in it must not become a second one. */
async function repositoryAround(parent: Uri): Promise<string | undefined> {
  for (let folder = parent; ; folder = Uri.joinPath(folder, '..')) {
    try {
      await workspace.fs.stat(Uri.joinPath(folder, '.git'));
      return folder.path.split('/').at(-1) ?? folder.path;
    } catch (thrown) {
      if (!(thrown instanceof FileSystemError)) throw thrown;
    }
    if (folder.path === '/' || /^\/[a-z]:\/?$/i.test(folder.path)) return undefined;
  }
}

function reason(output: string): string {
  if (/tell me who you are|user\.name|empty ident/i.test(output)) {
    return 'git does not know your name yet: run git config --global user.name "Your Name" and user.email';
  }
  return output.trim().split('\n').at(-1)?.slice(0, 200) ?? 'it gave no reason';
}
