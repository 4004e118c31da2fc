import type { Parsed, SourceFile } from './parse.ts';
import type { Problem } from './problem.ts';
import { itemsOf, property } from './readable.ts';
import { stageFileName } from './schema.ts';

export interface StageFiles {
  readonly listed: readonly SourceFile[];
  /** Beside `roadmap.yaml` and not in its list: they are checked all the same. */
  readonly unlisted: readonly SourceFile[];
  /** False when the list names a file that is not there. */
  readonly complete: boolean;
  readonly problems: readonly Problem[];
}

/** The files of the stages in the order of `stages`. Without a list that can be read, all that are there. */
export function stageFiles(head: Parsed<unknown>, files: ReadonlyMap<string, SourceFile>): StageFiles {
  if (!Array.isArray(property(head.input, 'stages'))) {
    return { listed: [...files.values()], unlisted: [], complete: true, problems: [] };
  }
  const problems: Problem[] = [];
  const listed = new Map<string, SourceFile>();
  const unlisted = new Map(files);
  let complete = true;
  for (const { value, path } of itemsOf(head.input, [], 'stages')) {
    const name = String(value);
    const file = files.get(name);
    if (listed.has(name)) problems.push(head.problemAt(path, `\`${name}\` is listed twice`));
    else if (file) listed.set(name, file);
    else {
      complete = false;
      // What is no name of a stage file the schema reports.
      if (!stageFileName.safeParse(value).success) continue;
      problems.push(head.problemAt(path, `there is no file \`${name}\` beside this one`));
    }
    unlisted.delete(name);
  }
  if (unlisted.size > 0) {
    const names = [...unlisted.keys()].map((name) => `\`${name}\``).join(', ');
    const are = unlisted.size > 1 ? 'are' : 'is';
    problems.push(head.problemAt(['stages'], `${names} ${are} beside this file and not listed here`));
  }
  return { listed: [...listed.values()], unlisted: [...unlisted.values()], complete, problems };
}
