import { extensions, Uri, workspace } from 'vscode';
import type { RunProgram } from '../host.ts';
import type { SettingId } from '../manifest.ts';

const SETTING: SettingId = 'mlRoadmap.projects.python';

export interface Interpreter {
  readonly program: string;
  /** Where it was found, as the learner reads it. */
  readonly from: string;
  readonly version: string;
}

/**
 * The Python that checks run in: the setting, the project's own environment, the one chosen in the
 * Python extension, then what is on PATH. The first that answers is taken.
 * @param trusted whether a program that lies in the folder may be started
 */
export async function findPython(
  run: RunProgram,
  folder: Uri,
  trusted: boolean,
): Promise<Interpreter | undefined> {
  for (const { program, from } of candidates(folder, trusted)) {
    const result = await run(program, ['--version']);
    const version = result.kind === 'ended' ? /^Python (\d+\.\d+\S*)/.exec(result.output)?.[1] : undefined;
    if (version) return { program, from, version };
  }
  return undefined;
}

function candidates(folder: Uri, trusted: boolean): { program: string; from: string }[] {
  const setting = workspace.getConfiguration().get<unknown>(SETTING);
  if (typeof setting === 'string' && setting.trim() !== '') {
    return [{ program: setting.trim(), from: `the setting ${SETTING}` }];
  }
  const inFolder = (path: string) => Uri.joinPath(folder, path).fsPath;
  const environment = trusted ? [inFolder('.venv/bin/python'), inFolder('.venv/Scripts/python.exe')] : [];
  return [
    ...environment.map((program) => ({ program, from: 'the project’s .venv' })),
    ...chosenInPythonExtension(folder, trusted).map((program) => ({ program, from: 'the Python extension' })),
    ...['python3', 'python', 'py'].map((program) => ({ program, from: 'PATH' })),
  ];
}

/** https://github.com/microsoft/vscode-python/blob/main/python-extension-api: only asked when it runs already. */
function chosenInPythonExtension(folder: Uri, trusted: boolean): string[] {
  const extension = extensions.getExtension('ms-python.python');
  if (!trusted || !extension?.isActive) return [];
  const path: unknown = extension.exports?.environments?.getActiveEnvironmentPath?.(folder)?.path;
  return typeof path === 'string' ? [path] : [];
}
