import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { readSource } from '../../src/build/sources.ts';
import type { BundledProject } from '../../src/roadmap/model.ts';
import { parseYaml } from '../../src/roadmap/parse.ts';
import { problemText } from '../../src/roadmap/problem.ts';
import { root } from '../vscode/paths.ts';

/**
 * Plausible answers that must fail, in `wrong.yaml` beside a project: each is the reference solution with one
 * slip. A change names what it replaces, or gives the whole file.
 */
const changeSchema = z.union([
  z.strictObject({ file: z.string(), find: z.string().min(1), replace: z.string() }),
  z.strictObject({ file: z.string(), text: z.string().min(1) }),
]);
type Change = z.infer<typeof changeSchema>;

const wrongSchema = z.record(
  z.string().regex(/^m[1-9]-[a-z0-9-]+$/, 'expected a milestone and a slip, such as `m2-no-causal-mask`'),
  z.array(changeSchema).min(1),
);

export interface WrongAnswer {
  /** Its milestone and its slip: `m2-no-causal-mask`. */
  readonly name: string;
  readonly milestone: string;
  /** The files that differ from the solution: path → text. */
  readonly files: Readonly<Record<string, string>>;
}

/** @throws Error with file and line of a mistake, and of a change that does not fit the solution exactly once. */
export function wrongAnswers(project: BundledProject): WrongAnswer[] {
  const path = `roadmap/projects/${project.id}/wrong.yaml`;
  if (!existsSync(join(root, path))) return [];
  const { value, problems, problemAt } = parseYaml(readSource(root, path), wrongSchema);
  if (!value) throw new Error(problems.map(problemText).join('\n'));
  return Object.entries(value).map(([name, changes]) => {
    const files: Record<string, string> = {};
    for (const [index, change] of changes.entries()) {
      const before = files[change.file] ?? project.solution[change.file];
      const after = before === undefined ? undefined : changed(before, change);
      if (after === undefined) {
        const where = problemAt([name, index], `does not fit solution/${change.file} exactly once`);
        throw new Error(problemText(where));
      }
      files[change.file] = after;
    }
    return { name, milestone: name.split('-')[0] ?? '', files };
  });
}

function changed(text: string, change: Change): string | undefined {
  if ('text' in change) return change.text;
  const parts = text.split(change.find);
  return parts.length === 2 ? parts.join(change.replace) : undefined;
}
