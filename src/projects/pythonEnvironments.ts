import { EXTENSION_ID, PythonEnvironments } from '@vscode/python-environments';
import { extensions, type Uri, workspace } from 'vscode';
import type { PythonEnvironmentsApi } from './environment.ts';

/** The Python Environments extension, started, when the learner has it and did not turn it off. */
export async function pythonEnvironments(): Promise<PythonEnvironmentsApi | undefined> {
  if (!extensions.getExtension(EXTENSION_ID)) return undefined;
  // Off by default for some, it starts all the same, and then answers for nobody: the Python extension decides.
  if (workspace.getConfiguration('python').get('useEnvironmentsExtension') === false) return undefined;
  try {
    // Turned off by its setting, it starts and offers nothing.
    const api: Partial<PythonEnvironmentsApi> | undefined = await PythonEnvironments.api();
    return api?.createEnvironment ? (api as PythonEnvironmentsApi) : undefined;
  } catch {
    // It could not start, and has said so itself; there are other ways.
    return undefined;
  }
}

/**
 * The same where it makes a .venv in a new folder of `parent`, and nothing else. In a folder that is open it would
 * install what every project there requires; with another manager it would make none in the folder, or ask.
 */
export async function environmentMaker(parent: Uri): Promise<PythonEnvironmentsApi | undefined> {
  const manager = workspace.getConfiguration('python-envs', parent).get('defaultEnvManager');
  if (manager !== 'ms-python.python:venv') return undefined;
  const api = await pythonEnvironments();
  return api?.getPythonProject(parent) ? undefined : api;
}
