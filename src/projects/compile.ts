import type { Compiled } from '../roadmap/compile.ts';
import type { BundledProject } from '../roadmap/model.ts';
import { parseYaml, type SourceFile } from '../roadmap/parse.ts';
import type { Problem } from '../roadmap/problem.ts';
import { projectSchema } from '../roadmap/schema.ts';

export interface ProjectSource {
  /** The folder's name, which the id repeats. */
  readonly folder: string;
  readonly project: SourceFile;
  /** What every project of a language gets beside its starter: language → path → text. */
  readonly common: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly starter: Readonly<Record<string, string>>;
  readonly solution: Readonly<Record<string, string>>;
}

/** Turns a project's folder into the one file the extension ships, or into every problem found. Pure. */
export function compileProject(source: ProjectSource): Compiled<BundledProject> {
  const { value, problems: faults, problemAt } = parseYaml(source.project, projectSchema);
  if (!value) return { kind: 'problems', problems: faults };
  const { solution } = source;
  const starter = { ...source.common[value.language], ...source.starter };
  const problems: Problem[] = [];
  if (value.id !== source.folder) {
    problems.push(problemAt(['id'], `\`${value.id}\` is not the name of its folder, \`${source.folder}\``));
  }
  for (const [index, milestone] of value.milestones.entries()) {
    const at = ['milestones', index];
    if (milestone.id !== `m${index + 1}`) {
      problems.push(problemAt([...at, 'id'], `milestones count from m1: expected \`m${index + 1}\``));
    }
    for (const [place, path] of milestone.files.entries()) {
      if (path in starter && path in solution) continue;
      const where = path in starter ? 'solution/' : 'starter/';
      problems.push(problemAt([...at, 'files', place], `there is no \`${path}\` in ${where}`));
    }
  }
  for (const path of Object.keys(starter)) {
    if (path.length > 80) problems.push(problemAt([], `starter/${path}: a path has at most 80 characters`));
  }
  for (const path of Object.keys(solution)) {
    if (!(path in starter)) problems.push(problemAt([], `solution/${path} lies over no file of the starter`));
  }
  if (problems.length > 0) return { kind: 'problems', problems };
  return { kind: 'compiled', value: { ...value, starter, solution } };
}
