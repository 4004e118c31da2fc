import { compileProject } from '../projects/compile.ts';
import { compileRoadmap } from '../roadmap/compile.ts';
import type { BundledProject, ProjectReference, Roadmap } from '../roadmap/model.ts';
import { parseYaml, type SourceFile } from '../roadmap/parse.ts';
import { byPlace, type Problem } from '../roadmap/problem.ts';
import { property } from '../roadmap/readable.ts';
import { plannedSchema, projectSchema } from '../roadmap/schema.ts';
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
  const broken: string[] = [];
  for (const folder of projectFolders(root)) {
    const source = readProject(root, folder);
    const compiled = compileProject(source);
    if (compiled.kind === 'compiled') projects.set(compiled.value.id, compiled.value);
    else {
      problems.push(...compiled.problems);
      broken.push(folder, ...idIn(source.project));
    }
  }
  const planned = parseYaml(readSource(root, 'roadmap/projects/planned.yaml'), plannedSchema);
  problems.push(...planned.problems);
  const otherProjects = planned.value && new Set([...planned.value, ...broken]);

  const roadmaps: Roadmap[] = [];
  for (const folder of folders(root, 'roadmap').filter((name) => name !== 'projects')) {
    const compiled = compileRoadmap({
      roadmap: readSource(root, `roadmap/${folder}/roadmap.yaml`),
      stages: readStages(root, `roadmap/${folder}`),
      projects: new Map([...projects.values()].map((project) => [project.id, referenceTo(project)])),
      otherProjects,
    });
    if (compiled.kind === 'compiled') roadmaps.push(compiled.value);
    else problems.push(...compiled.problems);
  }
  return { roadmaps, projects: [...projects.values()], problems: problems.sort(byPlace) };
}

/** The id of a project whose file has mistakes, when there is one: topics may name it. */
function idIn(project: SourceFile): string[] {
  const id = property(parseYaml(project, projectSchema).input, 'id');
  return typeof id === 'string' ? [id] : [];
}

function referenceTo({ id, title, level, hours }: BundledProject): ProjectReference {
  return { id, title, level, hours };
}
