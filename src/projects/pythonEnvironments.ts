import { EXTENSION_ID, PythonEnvironments } from '@vscode/python-environments';
import { extensions } from 'vscode';
import type { PythonEnvironmentsApi } from './environment.ts';

/** The Python Environments extension, started, when the learner has it and did not turn it off. */
export async function pythonEnvironments(): Promise<PythonEnvironmentsApi | undefined> {
  if (!extensions.getExtension(EXTENSION_ID)) return undefined;
  try {
    // Turned off by `python.useEnvironmentsExtension`, it starts and offers nothing.
    const api: Partial<PythonEnvironmentsApi> | undefined = await PythonEnvironments.api();
    return api?.createEnvironment ? (api as PythonEnvironmentsApi) : undefined;
  } catch {
    // It could not start, and has said so itself; there are other ways.
    return undefined;
  }
}
