import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type PlannedFile, planProject, planSolution, withManifest } from '../../src/projects/plan.ts';
import type { BundledProject } from '../../src/roadmap/model.ts';

/** The name every project is started under here: its package is `my_evening_lab`. */
export const NAME = 'my-evening-lab';

/** Writes a project as the extension does, manifest and all. */
export async function writeStarter(folder: string, project: BundledProject): Promise<void> {
  const what = { project: project.id, name: NAME, instance: crypto.randomUUID() };
  await writeFiles(folder, await withManifest(planProject(project, NAME), what));
}

/** Lays the solutions of the first so many milestones over it; of all of them by default. */
export async function writeSolution(
  folder: string,
  project: BundledProject,
  milestones = project.milestones.length,
): Promise<void> {
  const files = new Set(project.milestones.slice(0, milestones).flatMap((milestone) => milestone.files));
  const solution = Object.fromEntries(Object.entries(project.solution).filter(([path]) => files.has(path)));
  await writeFiles(folder, planSolution({ ...project, solution }, NAME));
}

/** Lays other answers over it. */
export async function writeAnswers(
  folder: string,
  project: BundledProject,
  answers: Readonly<Record<string, string>>,
): Promise<void> {
  await writeFiles(folder, planSolution({ ...project, solution: answers }, NAME));
}

async function writeFiles(folder: string, files: readonly PlannedFile[]): Promise<void> {
  for (const { path, text } of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}
