import type { PythonEnvironmentApi } from '@vscode/python-environments';
import type { Uri } from 'vscode';
import { messageOf } from '../errors.ts';
import type { RunProgram } from '../host.ts';
import { choosePython, pythonsOnPath } from './choosePython.ts';
import { UV_INSTALL, UV_VENV } from './installCommands.ts';
import { isNewEnough, OLDEST_PYTHON, versionIn } from './pythonVersion.ts';
import { type Following, has, runCommands, stopped, versionOf } from './runCommands.ts';

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
  'createEnvironment' | 'getEnvironment' | 'getPythonProject'
>;

export interface Circumstances {
  readonly api: Pick<PythonEnvironmentsApi, 'createEnvironment'> | undefined;
  readonly windows: boolean;
}

/**
 * What makes an environment here: the Python Environments extension where the learner has it, because it knows
 * Pythons that are not on PATH; else uv, else venv. Pure: what there is to ask is handed in.
 */
export async function environmentTool(
  run: RunProgram,
  { api, windows }: Circumstances,
): Promise<EnvironmentTool | undefined> {
  const python = windows ? '.venv/Scripts/python.exe' : '.venv/bin/python';
  if (api) return byExtension(run, python, api);
  if (await has(run, 'uv')) {
    const commands = [UV_VENV, UV_INSTALL];
    const make = (folder: Uri, following: Following) =>
      runCommands(
        run,
        commands.map((command) => command.split(' ')),
        folder.fsPath,
        following,
      );
    return { name: 'uv', commands, make };
  }
  const found = await choosePython(run, pythonsOnPath());
  return found.kind === 'found' ? byVenv(run, python, found.python.program) : undefined;
}

/** https://github.com/microsoft/vscode-python-environments/blob/main/docs/README.md */
function byExtension(
  run: RunProgram,
  python: string,
  api: Pick<PythonEnvironmentsApi, 'createEnvironment'>,
): EnvironmentTool {
  const step = 'Python Environments: create .venv';
  return {
    name: 'the Python Environments extension',
    commands: [step, installCommand(python)],
    async make(folder, following) {
      following.onOutput(`> ${step}\n`);
      // Not its additionalPackages: it hands out an environment whether they could be installed or not.
      const environment = await api.createEnvironment(folder, { quickCreate: true }).catch((thrown) => {
        throw stopped(step, messageOf(thrown));
      });
      if (!environment) throw stopped(step, 'its own message says why');
      if (following.cancelled.isCancellationRequested) return;
      const version = versionIn(await versionOf(run, `${folder.fsPath}/${python}`));
      if (version !== undefined && !isNewEnough(version)) {
        throw stopped(step, `it took Python ${version}, practice projects need ${OLDEST_PYTHON} or newer`);
      }
      await install(run, python, folder, following);
    },
  };
}

function byVenv(run: RunProgram, python: string, base: string): EnvironmentTool {
  return {
    name: 'venv',
    commands: [`${base} -m venv .venv`, installCommand(python)],
    async make(folder, following) {
      await runCommands(run, [[base, '-m', 'venv', '.venv']], folder.fsPath, following);
      if (!following.cancelled.isCancellationRequested) await install(run, python, folder, following);
    },
  };
}

const installCommand = (python: string) => `${python} -m pip install -r requirements.txt`;

function install(run: RunProgram, python: string, { fsPath }: Uri, following: Following): Promise<void> {
  const options = ['--disable-pip-version-check', '-r', 'requirements.txt'];
  // The whole path: a bare name is only looked up on PATH.
  return runCommands(run, [[`${fsPath}/${python}`, '-m', 'pip', 'install', ...options]], fsPath, following);
}
