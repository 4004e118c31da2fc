import type { BundledProject } from '../roadmap/model.ts';
import { distributionNameFor, packageNameFor } from './name.ts';

export interface PlannedFile {
  /** Inside the project's folder, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/**
 * A starter is an ordinary repository that runs as it is. Two names in it stand for the learner's:
 * the package that Python imports, and the project's name in `pyproject.toml`.
 */
const PACKAGE = 'practice_pkg';
const PROJECT = 'practice-project';

/** Every file a project writes into a folder of this name. Pure: nothing is on disk yet. */
export function planProject(project: BundledProject, folder: string): PlannedFile[] {
  return planFiles(project.starter, project, folder);
}

/** The reference solution's files, under the names they have in a folder of this name. */
export function planSolution(project: BundledProject, folder: string): PlannedFile[] {
  return planFiles(project.solution, project, folder);
}

function planFiles(
  files: Readonly<Record<string, string>>,
  { id }: BundledProject,
  folder: string,
): PlannedFile[] {
  const named = (text: string): string =>
    text.replaceAll(PACKAGE, packageNameFor(folder, id)).replaceAll(PROJECT, distributionNameFor(folder, id));
  return Object.entries(files).map(([path, text]) => ({ path: named(path), text: named(text) }));
}
