import { compileProject } from '../projects/compile.ts';
import { compileRoadmap } from '../roadmap/compile.ts';
import type { BundledProject, ProjectReference, Roadmap } from '../roadmap/model.ts';
import { parseYaml } from '../roadmap/parse.ts';
import { byPlace, type Problem } from '../roadmap/problem.ts';
import { plannedSchema } from '../roadmap/schema.ts';
import { folders, projectFolders, readProject, readSource, readStages } from './sources.ts';

export interface Content {
  readonly roadmaps: readonly Roadmap[];
  readonly projects: readonly BundledProject[];
  readonly problems: readonly Problem[];
}

/** Compiles everything under `roadmap/`, and collects every problem of every file. */
export function compileContent(root: string): Content {
  const problems: Problem[] = [];
  const projects = new Map<string, BundledProject>();
  for (const id of projectFolders(root)) {
    const source = readProject(root, id);
    if (!source) {
      const file = `roadmap/projects/${id}/project.yaml`;
      problems.push({ file, line: 1, column: 1, message: 'every project has this file, and it is missing' });
      continue;
    }
    const compiled = compileProject(source);
    if (compiled.kind === 'compiled') projects.set(compiled.value.id, compiled.value);
    else problems.push(...compiled.problems);
  }
  const planned = parseYaml(readSource(root, 'roadmap/projects/planned.yaml'), plannedSchema);
  problems.push(...planned.problems);

  const roadmaps: Roadmap[] = [];
  for (const folder of folders(root, 'roadmap').filter((name) => name !== 'projects')) {
    const compiled = compileRoadmap({
      roadmap: readSource(root, `roadmap/${folder}/roadmap.yaml`),
      stages: readStages(root, `roadmap/${folder}`),
      projects: new Map([...projects.values()].map((project) => [project.id, referenceTo(project)])),
      plannedProjects: new Set(planned.value ?? []),
    });
    if (compiled.kind === 'compiled') roadmaps.push(compiled.value);
    else problems.push(...compiled.problems);
  }
  return { roadmaps, projects: [...projects.values()], problems: problems.sort(byPlace) };
}

function referenceTo({ id, title, level, hours }: BundledProject): ProjectReference {
  return { id, title, level, hours };
}
