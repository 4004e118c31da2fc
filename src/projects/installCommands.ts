import type { Interpreter } from './choosePython.ts';

/** The commands that install a project's packages, as the learner types them in its folder. Pure. */

export const UV_VENV = 'uv venv';
/** Named, because uv else takes the environment that VIRTUAL_ENV or Conda names. */
export const UV_INSTALL = 'uv pip install --python .venv -r requirements.txt';

/**
 * What to type, line after line, in the project's folder.
 * @param python the one that checks run in
 */
export function installCommands(
  { program, source }: Pick<Interpreter, 'program' | 'source'>,
  { uv, windows }: { readonly uv: boolean; readonly windows: boolean },
): readonly string[] {
  // uv wherever it is there: it makes environments without pip.
  const fill = uv ? UV_INSTALL : pip(windows ? '.venv\\Scripts\\python.exe' : '.venv/bin/python');
  switch (source) {
    case 'venv':
      return [fill];
    case 'path':
      // Never into the Python of the system: https://packaging.python.org/en/latest/specifications/externally-managed-environments/
      return [uv ? UV_VENV : `${program} -m venv .venv`, fill];
    case 'setting':
    case 'extension':
      return [pip(typed(program, windows))];
  }
}

/** The same as the end of a sentence. */
export function installSentence(commands: readonly string[]): string {
  return `In the project’s folder run: ${commands.join(' and then: ')}`;
}

/** Whether a folder lies on Windows: a path is all that some know of the machine. */
export function isWindowsPath(path: string): boolean {
  return /^([a-z]:|\\\\)/i.test(path);
}

function pip(python: string): string {
  return `${python} -m pip install -r requirements.txt`;
}

/** A program as a shell takes it: on Windows PowerShell, which is what the editor's terminal has there. */
function typed(program: string, windows: boolean): string {
  if (windows) {
    return /^[\w:\\/.~-]+$/.test(program) ? program : `& "${program.replace(/[`$]/g, '`$&')}"`;
  }
  return /^[\w@%+=:,./-]+$/.test(program) ? program : `"${program.replace(/["$`\\]/g, '\\$&')}"`;
}
