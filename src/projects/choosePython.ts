import type { RunProgram } from '../host.ts';
import type { SettingId } from '../manifest.ts';
import { isNewEnough, OLDEST_PYTHON, versionIn } from './pythonVersion.ts';
import { versionOf } from './runCommands.ts';

/** Which of the Pythons that there may be checks run in, and what to do where there is none. Pure. */

export interface Candidate {
  readonly program: string;
  /** Where it was found, as the learner reads it. */
  readonly from: string;
  readonly source: 'setting' | 'venv' | 'extension' | 'path';
}

export interface Interpreter extends Candidate {
  readonly version: string;
}

export type FoundPython =
  | { readonly kind: 'found'; readonly python: Interpreter }
  | { readonly kind: 'too-old'; readonly python: Interpreter }
  | {
      readonly kind: 'none';
      /** What the setting names instead of a Python. */
      readonly named?: string;
    };

export const PYTHON_SETTING: SettingId = 'mlRoadmap.projects.python';

/** Names on PATH, in the order they are tried: those with a version stand beside an older Python of the system. */
const ON_PATH = ['python3', 'python', 'py', 'python3.14', 'python3.13', 'python3.12', 'python3.11'];

/**
 * The first candidate that answers and is new enough. An old one in the project's own environment or in the
 * setting is not passed over: the learner chose it, and must hear that it will not do.
 */
export async function choosePython(
  run: RunProgram,
  candidates: AsyncIterable<Candidate>,
): Promise<FoundPython> {
  let old: Interpreter | undefined;
  let named: string | undefined;
  for await (const candidate of candidates) {
    if (candidate.source === 'setting') named = candidate.program;
    const version = versionIn(await versionOf(run, candidate.program));
    if (version === undefined) continue;
    const python = { ...candidate, version };
    if (isNewEnough(version)) return { kind: 'found', python };
    old ??= python;
    if (candidate.source === 'setting' || candidate.source === 'venv') break;
  }
  if (old) return { kind: 'too-old', python: old };
  return { kind: 'none', ...(named === undefined ? {} : { named }) };
}

export async function* pythonsOnPath(): AsyncGenerator<Candidate> {
  for (const program of ON_PATH) yield { program, from: 'PATH', source: 'path' };
}

/** What is left to do when a newer Python is there, after an old one was found here. */
export const onceNewer: Readonly<Record<Candidate['source'], string>> = {
  setting: `name it in the setting ${PYTHON_SETTING}`,
  // What is missing then is a package, and the commands for that begin with a new .venv.
  venv: 'delete the folder .venv and check again',
  extension: '',
  path: '',
};

/** Why no check can run, and what to do. `undefined` where one can. */
export function troubleWith(found: FoundPython): string | undefined {
  const newer = `Python ${OLDEST_PYTHON} or newer`;
  switch (found.kind) {
    case 'found':
      return undefined;
    case 'too-old': {
      const { program, version, source } = found.python;
      const then = onceNewer[source] && `, then ${onceNewer[source]}`;
      return `Python ${version} at ${program} is too old: practice projects need ${OLDEST_PYTHON} or newer. Install one (Check My Setup has the command)${then}.`;
    }
    case 'none':
      return found.named === undefined
        ? `No Python was found. Install ${newer} (Check My Setup has the command), or name one in the setting ${PYTHON_SETTING}.`
        : `The setting ${PYTHON_SETTING} names ${found.named}, which is not a Python that starts. Name ${newer} there, or leave it empty.`;
  }
}
