import { FileSystemError, Uri, workspace } from 'vscode';
import type { Cancellation, RunProgram } from '../host.ts';
import { environmentTool } from './environment.ts';
import { isWindowsPath } from './installCommands.ts';
import { environmentMaker } from './pythonEnvironments.ts';
import { OLDEST_PYTHON } from './pythonVersion.ts';
import { has, runCommands } from './runCommands.ts';

/** What may run once a project is written, each only when the learner chose it: git, and an environment for Python. */
export interface Step {
  readonly id: 'git' | 'environment';
  readonly title: string;
  /** Exactly what would run, as the learner reads it. */
  readonly commands: readonly string[];
  /** Why it cannot be chosen here. */
  readonly unavailable?: string;
  /** @throws UserError that says what to do by hand. The project is complete either way. */
  run(folder: Uri, cancelled: Cancellation): Promise<void>;
}

const FIRST_COMMIT = 'Start the practice project';

/** The steps for a new folder in `parent`. Finding out which tools are there is all that runs. */
export async function stepsFor(
  run: RunProgram | undefined,
  parent: Uri,
  onOutput: (text: string) => void,
): Promise<Step[]> {
  return Promise.all([gitStep(run, parent, onOutput), environmentStep(run, parent, onOutput)]);
}

async function gitStep(
  run: RunProgram | undefined,
  parent: Uri,
  onOutput: (text: string) => void,
): Promise<Step> {
  const commands = [
    ['git', 'init', '--quiet'],
    ['git', 'add', '--all'],
    ['git', 'commit', '--quiet', '-m', FIRST_COMMIT],
  ];
  const repository = await repositoryAround(parent);
  const missing = (await has(run, 'git')) ? undefined : 'git is not installed';
  return {
    id: 'git',
    title: 'Make it a Git repository with a first commit',
    commands: ['git init', 'git add --all', `git commit -m "${FIRST_COMMIT}"`],
    ...because(run, parent, missing ?? (repository && `${repository} is a repository already`)),
    run: async (folder, cancelled) =>
      run && runCommands(run, commands, folder.fsPath, { onOutput, cancelled }),
  };
}

async function environmentStep(
  run: RunProgram | undefined,
  parent: Uri,
  onOutput: (text: string) => void,
): Promise<Step> {
  const windows = isWindowsPath(parent.fsPath);
  const api = run && workspace.isTrusted ? await environmentMaker(parent) : undefined;
  const tool = run && (await environmentTool(run, { api, windows }));
  return {
    id: 'environment',
    title: `Make a Python environment${tool ? ` with ${tool.name}` : ''}, which downloads packages`,
    commands: tool?.commands ?? [],
    ...because(
      run,
      parent,
      tool ? undefined : `neither uv nor Python ${OLDEST_PYTHON} or newer is installed`,
    ),
    run: async (folder, cancelled) => tool?.make(folder, { onOutput, cancelled }),
  };
}

function because(
  run: RunProgram | undefined,
  parent: Uri,
  reason: string | undefined,
): { unavailable?: string } {
  if (!run) return { unavailable: 'nothing can run in a browser' };
  if (parent.scheme !== 'file') return { unavailable: 'this folder is on no disk of this machine' };
  if (!workspace.isTrusted) return { unavailable: 'this window is in Restricted Mode' };
  return reason ? { unavailable: reason } : {};
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
