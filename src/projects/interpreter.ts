import { extensions, Uri, workspace } from 'vscode';
import type { RunProgram } from '../host.ts';
import type { SettingId } from '../manifest.ts';
import { withinTime } from '../withinTime.ts';
import { pythonEnvironments } from './pythonEnvironments.ts';
import { versionOf } from './runCommands.ts';

const SETTING: SettingId = 'mlRoadmap.projects.python';
/** Milliseconds for another extension to answer. */
const PATIENCE = 5000;

export interface Interpreter {
  readonly program: string;
  /** Where it was found, as the learner reads it. */
  readonly from: string;
  readonly source: 'setting' | 'venv' | 'extension' | 'path';
  readonly version: string;
}

/**
 * The Python that checks run in: the setting, the project's own environment, the one that the Python
 * Environments extension or the Python extension has for it, then what is on PATH. The first that answers is taken.
 * @param trusted whether a program that lies in the folder may be started
 */
export async function findPython(
  run: RunProgram,
  folder: Uri,
  trusted: boolean,
): Promise<Interpreter | undefined> {
  for await (const candidate of candidates(folder, trusted)) {
    const version = /^Python (\d+\.\d+\S*)/.exec((await versionOf(run, candidate.program)) ?? '')?.[1];
    if (version) return { ...candidate, version };
  }
  return undefined;
}

/** Where to look, in order; what comes later is only asked when nothing before it answered. */
async function* candidates(folder: Uri, trusted: boolean): AsyncGenerator<Omit<Interpreter, 'version'>> {
  const setting = workspace.getConfiguration().get<unknown>(SETTING);
  if (typeof setting === 'string' && setting.trim() !== '') {
    yield { program: setting.trim(), from: `the setting ${SETTING}`, source: 'setting' };
    return;
  }
  if (trusted) {
    for (const path of ['.venv/bin/python', '.venv/Scripts/python.exe']) {
      yield { program: Uri.joinPath(folder, path).fsPath, from: 'the project’s .venv', source: 'venv' };
    }
    // It may know no environment of this folder, fail, or in older versions never answer: then there are others.
    const api = await pythonEnvironments();
    const environment = await (api &&
      withinTime(api.getEnvironment(folder), PATIENCE).catch(() => undefined));
    const program = environment?.execInfo?.run?.executable;
    if (program) yield { program, from: 'the Python Environments extension', source: 'extension' };
    for (const path of chosenInPythonExtension(folder))
      yield { program: path, from: 'the Python extension', source: 'extension' };
  }
  for (const program of ['python3', 'python', 'py']) yield { program, from: 'PATH', source: 'path' };
}

/** https://github.com/microsoft/vscode-python/blob/main/python-extension-api: only asked when it runs already. */
function chosenInPythonExtension(folder: Uri): string[] {
  const extension = extensions.getExtension('ms-python.python');
  if (!extension?.isActive) return [];
  const path: unknown = extension.exports?.environments?.getActiveEnvironmentPath?.(folder)?.path;
  return typeof path === 'string' ? [path] : [];
}
