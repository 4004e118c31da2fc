import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { scratch } from '../vscode/paths.ts';
import { run } from '../vscode/run.ts';
import { say } from '../vscode/say.ts';

/**
 * A Python with everything these requirements name, in an environment that is kept between runs.
 * @returns the path of its interpreter.
 */
export async function pythonWith(requirements: readonly string[]): Promise<string> {
  const wanted = [...new Set(requirements)].sort().join('\n');
  const home = join(scratch, 'python', createHash('sha256').update(wanted).digest('hex').slice(0, 12));
  const python = join(home, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  const complete = join(home, 'complete');
  if (!existsSync(complete)) {
    await say('Making a Python environment for the practice projects (once)', async () => {
      await mkdir(home, { recursive: true });
      const list = join(home, 'requirements.txt');
      await writeFile(list, wanted);
      await run(process.platform === 'win32' ? 'python' : 'python3', ['-m', 'venv', home]);
      await run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', list]);
      await writeFile(complete, '');
    });
  }
  return python;
}

export interface TestOutcome {
  readonly id: string;
  readonly milestone: number;
  readonly outcome: 'todo' | 'failed' | 'passed' | 'skipped';
  readonly message: string;
}

/** Runs a check in a project's folder and reads the report its tests write. */
export async function runCheck(
  python: string,
  folder: string,
  check: readonly string[],
): Promise<TestOutcome[]> {
  const [program = '', ...args] = check;
  // Red tests make pytest end with an error; what counts is the report.
  await run(program === 'python' ? python : program, args, { cwd: folder }).catch((thrown) => thrown);
  const report = JSON.parse(await readFile(join(folder, '.practice/report.json'), 'utf8'));
  return report.tests;
}
