import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './vscode/paths.ts';

/** What a part of the tests came to. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

export const failure: Counts = { passed: 0, failed: 1 };

/** Runs a program of Node's with its output shown; it counts as one check. */
export async function check(...args: string[]): Promise<Counts> {
  return (await shown(args)) === 0 ? { passed: 1, failed: 0 } : failure;
}

/** Runs test files with Mocha, in a process of their own. No test at all counts as a failure. */
export async function mocha(
  pattern: string,
  options: readonly string[] = [],
  env: Record<string, string> = {},
): Promise<Counts> {
  const folder = await mkdtemp(join(tmpdir(), 'ml-roadmap-results-'));
  const results = join(folder, 'results.json');
  const args = ['node_modules/mocha/bin/mocha.js', '--reporter', './test/reporter.mjs', ...options, pattern];
  const code = await shown(args, { ...env, ML_ROADMAP_RESULTS: results });
  const counts: Counts = existsSync(results) ? JSON.parse(await readFile(results, 'utf8')) : failure;
  await rm(folder, { recursive: true, force: true });
  const nothingRan = counts.passed + counts.failed === 0;
  return nothingRan || (code !== 0 && counts.failed === 0) ? { ...counts, failed: 1 } : counts;
}

function shown(args: readonly string[], env: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...process.execArgv, ...args], {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, ...env },
    });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

/** Runs named parts one after the other, and ends the process with one plain line of counts. */
export async function report(
  parts: readonly (readonly [name: string, run: () => Promise<Counts>])[],
): Promise<void> {
  let [passed, failed] = [0, 0];
  for (const [name, run] of parts) {
    const started = Date.now();
    console.log(`\n── ${name}`);
    const counts = await run().catch((thrown): Counts => {
      console.error(thrown);
      return failure;
    });
    passed += counts.passed;
    failed += counts.failed;
    const seconds = Math.round((Date.now() - started) / 1000);
    console.log(`── ${name}: ${counts.passed} passed, ${counts.failed} failed, in ${seconds} s`);
  }
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}
