import type { Interpreter } from './choosePython.ts';

/** The commands that install a project's packages, as the learner types them in its folder. Pure. */

export const UV_VENV = 'uv venv';
/** Named, because uv else takes the environment that VIRTUAL_ENV or Conda names. */
export const UV_INSTALL = 'uv pip install --python .venv -r requirements.txt';

/**
 * Where the Python of a system lies, which takes no packages, and which other extensions have for a folder when
 * nobody chose: https://packaging.python.org/en/latest/specifications/externally-managed-environments/
 */
const OF_THE_SYSTEM = /^\/(usr|bin|opt\/homebrew|home\/linuxbrew)\//;

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
  if (source === 'venv') return [fill];
  const takesPackages = source === 'setting' || (source === 'extension' && !OF_THE_SYSTEM.test(program));
  if (takesPackages) return [pip(typed(program, windows))];
  return [uv ? UV_VENV : `${typed(program, windows)} -m venv .venv`, fill];
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
