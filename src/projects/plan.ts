import type { BundledProject } from '../roadmap/model.ts';
import { distributionNameFor, packageNameFor } from './name.ts';
import { MANIFEST_PATH, type PracticeManifest } from './practice.ts';

export interface PlannedFile {
  /** Inside the project's folder, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/**
 * A starter is an ordinary repository. Two names in it stand for the learner's: the package that
 * Python imports, and the project's name in `pyproject.toml`.
 */
const PACKAGE = 'practice_pkg';
const PROJECT = 'practice-project';
/** What the Python extension puts in its place: the interpreter the learner chose. */
const CHOSEN_PYTHON = `\${command:python.interpreterPath}`;

/** Every file a project writes into a folder of this name. Pure: nothing is on disk yet. */
export function planProject(project: BundledProject, name: string): PlannedFile[] {
  const tasks = { path: '.vscode/tasks.json', text: tasksJson(project) };
  return [tasks, ...planFiles(project.starter, project, name)];
}

/** The reference solution's files, under the names they have in a project that was started under this name. */
export function planSolution(project: BundledProject, name: string): PlannedFile[] {
  return planFiles(project.solution, project, name);
}

/** A path of the starter as it is called in a project that was started under this name. */
export function plannedPath({ id }: Pick<BundledProject, 'id'>, name: string, path: string): string {
  return path.replaceAll(PACKAGE, packageNameFor(name, id));
}

/**
 * Adds the file by which a project is known again: which one it is, the name it was started under, and
 * the hash of every file as it was written.
 */
export async function withManifest(
  files: readonly PlannedFile[],
  what: Pick<PracticeManifest, 'project' | 'name' | 'instance'>,
): Promise<PlannedFile[]> {
  const hashes = await Promise.all(files.map(async ({ path, text }) => [path, await hashOf(text)] as const));
  const manifest: PracticeManifest = { version: 1, ...what, files: Object.fromEntries(hashes) };
  return [...files, { path: MANIFEST_PATH, text: `${JSON.stringify(manifest, undefined, 1)}\n` }];
}

/** SHA-256 of a text with LF line ends, in hexadecimal. */
export async function hashOf(text: string): Promise<string> {
  const bytes = new TextEncoder().encode(text.replaceAll('\r\n', '\n'));
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function planFiles(
  files: Readonly<Record<string, string>>,
  { id }: BundledProject,
  name: string,
): PlannedFile[] {
  const named = (text: string): string =>
    text.replaceAll(PACKAGE, packageNameFor(name, id)).replaceAll(PROJECT, distributionNameFor(name, id));
  return Object.entries(files).map(([path, text]) => ({ path: named(path), text: named(text) }));
}

/** One task a milestone, and one for all of them. They work with the Python extension and without ours. */
function tasksJson({ milestones, language }: BundledProject): string {
  const task = (label: string, [program = '', ...args]: readonly string[], group: unknown) => ({
    label,
    type: 'process',
    command: program === 'python' ? CHOSEN_PYTHON : program,
    args,
    group,
    problemMatcher: [],
  });
  const tasks = milestones.map(({ title, check }, index) =>
    task(`Run the tests of milestone ${index + 1}: ${title}`, check, 'test'),
  );
  const all = task('Run all tests', ['python', '-m', 'pytest'], { kind: 'test', isDefault: true });
  return `${JSON.stringify({ version: '2.0.0', tasks: [...tasks, ...(language === 'python' ? [all] : [])] }, undefined, 2)}\n`;
}
