import { extensions, Uri, workspace } from 'vscode';
import type { RunProgram } from '../host.ts';
import { withinTime } from '../withinTime.ts';
import {
  type Candidate,
  choosePython,
  type FoundPython,
  PYTHON_SETTING,
  pythonsOnPath,
} from './choosePython.ts';
import { pythonEnvironments } from './pythonEnvironments.ts';

/** Milliseconds for another extension to answer. */
const PATIENCE = 5000;

/**
 * The Python that checks run in: the setting, the project's own environment, the one that the Python
 * Environments extension or the Python extension has for it, then what is on PATH.
 * @param trusted whether a program that lies in the folder may be started
 */
export function findPython(run: RunProgram, folder: Uri, trusted: boolean): Promise<FoundPython> {
  return choosePython(run, candidates(folder, trusted));
}

/** Where to look, in order; what comes later is only asked when nothing before it will do. */
async function* candidates(folder: Uri, trusted: boolean): AsyncGenerator<Candidate> {
  const setting = workspace.getConfiguration().get<unknown>(PYTHON_SETTING);
  if (typeof setting === 'string' && setting.trim() !== '') {
    yield { program: setting.trim(), from: `the setting ${PYTHON_SETTING}`, source: 'setting' };
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
  yield* pythonsOnPath();
}

/** https://github.com/microsoft/vscode-python/blob/main/python-extension-api: only asked when it runs already. */
function chosenInPythonExtension(folder: Uri): string[] {
  const extension = extensions.getExtension('ms-python.python');
  if (!extension?.isActive) return [];
  const path: unknown = extension.exports?.environments?.getActiveEnvironmentPath?.(folder)?.path;
  return typeof path === 'string' ? [path] : [];
}
