import type { PythonEnvironmentApi } from '@vscode/python-environments';
import type { Uri } from 'vscode';
import { messageOf } from '../errors.ts';
import type { RunProgram } from '../host.ts';
import { type Following, has, runCommands, stopped } from './runCommands.ts';

/** Makes the Python environment of a new project. */
export interface EnvironmentTool {
  readonly name: string;
  /** What it would do, as the learner reads it. */
  readonly commands: readonly string[];
  /** @throws UserError that says what to do by hand. */
  make(folder: Uri, following: Following): Promise<void>;
}

/** The part of the Python Environments extension that is needed. */
export type PythonEnvironmentsApi = Pick<
  PythonEnvironmentApi,
  'createEnvironment' | 'setEnvironment' | 'getEnvironment'
>;

export interface Circumstances {
  readonly api: PythonEnvironmentsApi | undefined;
  /** What to install, one requirement each, such as `numpy>=1.26,<3`. */
  readonly requirements: readonly string[];
  readonly windows: boolean;
}

/**
 * What makes an environment here: the Python Environments extension where the learner has it, because the rest of
 * the editor then knows the environment too; else uv, else venv. Pure: what there is to ask is handed in.
 */
export async function environmentTool(
  run: RunProgram,
  { api, requirements, windows }: Circumstances,
): Promise<EnvironmentTool | undefined> {
  if (api) return byExtension(api, requirements);
  if (await has(run, 'uv')) {
    const commands = ['uv venv', 'uv pip install -r requirements.txt'];
    const make = (folder: Uri, following: Following) =>
      runCommands(
        run,
        commands.map((command) => command.split(' ')),
        folder.fsPath,
        following,
      );
    return { name: 'uv', commands, make };
  }
  for (const python of ['python3', 'python']) if (await has(run, python)) return byVenv(run, python, windows);
  return undefined;
}

/** https://github.com/microsoft/vscode-python-environments/blob/main/api/README.md */
function byExtension(api: PythonEnvironmentsApi, requirements: readonly string[]): EnvironmentTool {
  const step = `create an environment with ${requirements.join(', ')}`;
  return {
    name: 'the Python Environments extension',
    commands: [`Python Environments: ${step}`],
    async make(folder, { onOutput }) {
      onOutput(`> Python Environments: ${step}\n`);
      let environment: Awaited<ReturnType<typeof api.createEnvironment>>;
      try {
        environment = await api.createEnvironment(folder, {
          quickCreate: true,
          additionalPackages: [...requirements],
        });
        if (environment) await api.setEnvironment(folder, environment);
      } catch (thrown) {
        throw stopped('Python Environments', messageOf(thrown));
      }
      if (!environment) throw stopped('Python Environments', 'it made no environment');
    },
  };
}

function byVenv(run: RunProgram, base: string, windows: boolean): EnvironmentTool {
  const python = windows ? '.venv/Scripts/python.exe' : '.venv/bin/python';
  const install = ['-m', 'pip', 'install', '--disable-pip-version-check', '-r', 'requirements.txt'];
  return {
    name: 'venv',
    commands: [`${base} -m venv .venv`, `${python} -m pip install -r requirements.txt`],
    make: ({ fsPath }, following) =>
      // The whole path: a bare name is only looked up on PATH.
      runCommands(
        run,
        [
          [base, '-m', 'venv', '.venv'],
          [`${fsPath}/${python}`, ...install],
        ],
        fsPath,
        following,
      ),
  };
}
