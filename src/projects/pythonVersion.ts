/** Which Pythons will do. Pure. */

/** What practice projects are written for, as their `pyproject.toml` says. */
export const OLDEST_PYTHON = '3.11';

export function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = numbers(version);
  const [oldestMajor = 0, oldestMinor = 0] = numbers(OLDEST_PYTHON);
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}

/** `Python 3.12.4` → `3.12.4`; `undefined` for what no Python says of itself. */
export function versionIn(text: string | undefined): string | undefined {
  return /^Python (\d+\.\d+\S*)/.exec(text ?? '')?.[1];
}

function numbers(version: string): number[] {
  return version.split('.').map(Number);
}
