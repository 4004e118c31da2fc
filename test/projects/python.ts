import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { REPORT_PATH, type ReportedTest, readReport } from '../../src/projects/practice.ts';
import { root, scratch } from '../vscode/paths.ts';
import { run } from '../vscode/run.ts';
import { say } from '../vscode/say.ts';

/** Learners get a range of versions; here it is one that runs without a graphics card. */
const CONSTRAINTS = 'torch==2.13.0\n';

/**
 * A Python with everything these requirements name and nothing more, in an environment that is kept
 * between runs.
 * @returns the path of its interpreter.
 */
export async function pythonWith(requirements: readonly string[]): Promise<string> {
  const wanted = [...new Set(requirements)].sort().join('\n');
  const name = createHash('sha256').update(wanted + CONSTRAINTS);
  const home = join(scratch, 'python', name.digest('hex').slice(0, 12));
  const python = join(home, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  const complete = join(home, 'complete');
  if (!existsSync(complete)) {
    await say(`Making a Python environment with ${wanted.replaceAll('\n', ', ')} (once)`, async () => {
      await mkdir(home, { recursive: true });
      await writeFile(join(home, 'requirements.txt'), wanted);
      await writeFile(join(home, 'constraints.txt'), CONSTRAINTS);
      await run(process.platform === 'win32' ? 'python' : 'python3', ['-m', 'venv', home]);
      const options = [
        '--quiet',
        '--disable-pip-version-check',
        '-r',
        'requirements.txt',
        '-c',
        'constraints.txt',
      ];
      await run(python, ['-m', 'pip', 'install', ...options], { cwd: home });
      await writeFile(complete, '');
    });
  }
  return python;
}

export interface CheckRun {
  readonly tests: readonly ReportedTest[];
  /** Addresses outside this machine that something tried to reach. */
  readonly reached: readonly string[];
  readonly seconds: number;
}

/**
 * Runs a check in a project's folder and reads the report its tests write. Red tests make pytest end with an
 * error; what counts is the report.
 * @param limit seconds after which the run is killed, which leaves no report and so fails the test
 * @param testLimit seconds after which a single test is ended
 */
export async function runCheck(
  python: string,
  folder: string,
  check: readonly string[],
  { limit = 60, seed, testLimit }: { limit?: number; seed?: number; testLimit?: number } = {},
): Promise<CheckRun> {
  const [program = '', ...args] = check;
  const sockets = join(folder, '.practice/sockets.txt');
  await rm(sockets, { force: true });
  const name = crypto.randomUUID();
  const env = {
    ...process.env,
    PRACTICE_RUN: name,
    PYTHONPATH: join(root, 'test/fixtures/watch-sockets'),
    WATCHED_SOCKETS: sockets,
    ...(seed === undefined ? {} : { PRACTICE_SEED: String(seed) }),
    ...(testLimit === undefined ? {} : { PRACTICE_LIMIT: String(testLimit) }),
  };
  const started = Date.now();
  const output = await run(program === 'python' ? python : program, args, {
    cwd: folder,
    env,
    timeout: limit * 1000,
    killSignal: 'SIGKILL',
  }).catch((thrown) => String(thrown));
  const tests = readReport(await readFile(join(folder, REPORT_PATH), 'utf8').catch(() => ''), name);
  if (!tests) throw new Error(`${check.join(' ')} left no report within ${limit} s:\n${output}`);
  const reached = existsSync(sockets) ? (await readFile(sockets, 'utf8')).trim().split('\n') : [];
  return { tests, reached, seconds: (Date.now() - started) / 1000 };
}
