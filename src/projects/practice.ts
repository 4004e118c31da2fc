import { isRecord } from '../isRecord.ts';

/** The files under `.practice/` in a project. They lie in the learner's folder, so none is trusted. Pure. */

export const MANIFEST_PATH = '.practice/manifest.json';
export const RESULTS_PATH = '.practice/progress.json';
export const REPORT_PATH = '.practice/report.json';

/** Written once, with the project. */
export interface PracticeManifest {
  readonly version: 1;
  readonly project: string;
  /** The folder's name when it was written; the package is named after it, wherever the folder is now. */
  readonly name: string;
  /** Tells this copy of the project from every other, also when it was moved. */
  readonly instance: string;
  /** Path → SHA-256 of its text as it was written. */
  readonly files: Readonly<Record<string, string>>;
}

export type Outcome = 'todo' | 'failed' | 'passed' | 'skipped';

export interface TestResult {
  readonly outcome: Outcome;
  readonly message: string;
  /** Where to look, from the project's folder; lines count from 1. */
  readonly file: string;
  readonly line: number;
}

/** What the last check of a milestone said. */
export interface MilestoneResult {
  /** ISO 8601. */
  readonly checked: string;
  /** Whether a test file differed from the one that was written with the project. */
  readonly edited: boolean;
  /** What is missing on this machine, when the check could not run. */
  readonly blocked?: string;
  readonly tests: Readonly<Record<string, TestResult>>;
}

/** `.practice/progress.json`: small, readable, and made to be committed. Milestone id → its result. */
export interface Results {
  readonly version: 1;
  readonly milestones: Readonly<Record<string, MilestoneResult>>;
}

export const noResults: Results = { version: 1, milestones: {} };

/** One entry of the report that a test run writes. */
export interface ReportedTest extends TestResult {
  readonly id: string;
  /** From 1; `undefined` for a test that belongs to none. */
  readonly milestone: number | undefined;
}

/** @returns `undefined` for anything that is not such a file. */
export function readManifest(text: string): PracticeManifest | undefined {
  const value = parse(text);
  if (!isRecord(value) || value.version !== 1 || !isRecord(value.files)) return undefined;
  const { project, name, instance, files } = value;
  if (typeof project !== 'string' || typeof name !== 'string' || typeof instance !== 'string')
    return undefined;
  if (!/^[\w-]{8,64}$/.test(instance) || name === '' || name.length > 255) return undefined;
  const hashes = Object.entries(files).filter((entry): entry is [string, string] => {
    return typeof entry[1] === 'string';
  });
  return { version: 1, project, name, instance, files: Object.fromEntries(hashes) };
}

/** What can be read of a results file; nothing for one that a newer version wrote or that is damaged. */
export function readResults(text: string): Results {
  const value = parse(text);
  if (!isRecord(value) || value.version !== 1 || !isRecord(value.milestones)) return noResults;
  const milestones = Object.entries(value.milestones).flatMap(([id, stored]) => {
    if (!isRecord(stored) || !isRecord(stored.tests)) return [];
    const tests = Object.entries(stored.tests).flatMap(([test, result]) =>
      isTestResult(result) ? [[test, result] as const] : [],
    );
    const result: MilestoneResult = {
      checked: String(stored.checked),
      edited: stored.edited === true,
      ...(typeof stored.blocked === 'string' ? { blocked: stored.blocked } : {}),
      tests: Object.fromEntries(tests),
    };
    return [[id, result] as const];
  });
  return { version: 1, milestones: Object.fromEntries(milestones) };
}

/** Whether a results file was written by a newer version, which must find it again as it was. */
export function areNewerResults(text: string): boolean {
  const value = parse(text);
  return isRecord(value) && typeof value.version === 'number' && value.version > 1;
}

/** Whether a results file holds something that would be lost by writing what could be read of it. */
export function areDamagedResults(text: string): boolean {
  if (text.trim() === '' || areNewerResults(text)) return false;
  const value = parse(text);
  if (!isRecord(value) || value.version !== 1 || !isRecord(value.milestones)) return true;
  const { milestones } = readResults(text);
  return Object.entries(value.milestones).some(([id, stored]) => {
    const tests = isRecord(stored) && isRecord(stored.tests) ? Object.keys(stored.tests).length : -1;
    return tests !== Object.keys(milestones[id]?.tests ?? {}).length;
  });
}

export function resultsText(results: Results): string {
  return `${JSON.stringify(results, undefined, 1)}\n`;
}

/** The tests of a report, when it is the one that this run wrote. */
export function readReport(text: string, run: string): readonly ReportedTest[] | undefined {
  const value = parse(text);
  if (!isRecord(value) || value.run !== run || !Array.isArray(value.tests)) return undefined;
  return value.tests.flatMap((test: unknown) => {
    if (!isTestResult(test) || !isRecord(test) || typeof test.id !== 'string') return [];
    const { id, milestone, outcome, message, file, line } = test as TestResult & Record<string, unknown>;
    const number = typeof milestone === 'number' ? milestone : undefined;
    return [{ id: String(id), milestone: number, outcome, message, file, line }];
  });
}

function isTestResult(value: unknown): value is TestResult {
  return (
    isRecord(value) &&
    ['todo', 'failed', 'passed', 'skipped'].includes(value.outcome as string) &&
    typeof value.message === 'string' &&
    typeof value.file === 'string' &&
    Number.isSafeInteger(value.line)
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
