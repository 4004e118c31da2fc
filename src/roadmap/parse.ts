import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import type * as z from 'zod';
import { issueText } from './issueText.ts';
import type { Problem } from './problem.ts';

export interface SourceFile {
  /** As shown to the author, from the root of the repository or workspace. */
  readonly path: string;
  readonly text: string;
}

export type Path = readonly PropertyKey[];

/** A parsed file: its validated value (when it has one), its problems, and where each part of it stands. */
export interface Parsed<T> {
  readonly value: T | undefined;
  readonly problems: readonly Problem[];
  /** A problem at the value under `path`, or at the nearest thing above it that exists. */
  problemAt(path: Path, message: string): Problem;
}

/** Parses YAML and checks it against a schema. Never throws: every error becomes a problem. */
export function parseYaml<T>(file: SourceFile, schema: z.ZodType<T>): Parsed<T> {
  const lines = new LineCounter();
  const document = parseDocument(file.text, { lineCounter: lines, prettyErrors: false });
  const problemAtOffset = (offset: number, message: string): Problem => {
    const { line, col } = lines.linePos(offset);
    return { file: file.path, line: Math.max(line, 1), column: Math.max(col, 1), message };
  };
  const problemAt = (path: Path, message: string): Problem =>
    problemAtOffset(offsetOf(document, path), message);

  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) {
    const problems = faults.map((fault) => problemAtOffset(fault.pos[0], `not valid YAML: ${fault.message}`));
    return { value: undefined, problems, problemAt };
  }
  if (document.contents === null) {
    return { value: undefined, problems: [problemAtOffset(0, 'the file is empty')], problemAt };
  }
  const input: unknown = document.toJS({ maxAliasCount: 100 });
  const checked = schema.safeParse(input);
  if (checked.success) return { value: checked.data, problems: [], problemAt };
  const problems = checked.error.issues
    .flatMap((issue) => issueText(issue, input))
    .map(({ path, message }) => problemAt(path, message));
  return { value: undefined, problems, problemAt };
}

/** Where the value at `path` begins; for the last step that names no value, its key or its parent. */
function offsetOf(document: Document.Parsed, path: Path): number {
  for (let depth = path.length; depth > 0; depth--) {
    const parent = document.getIn(path.slice(0, depth - 1), true);
    if (isMap(parent)) {
      const pair = parent.items.find((item) => isScalar(item.key) && item.key.value === path[depth - 1]);
      if (pair && isNode(pair.key)) return pair.key.range?.[0] ?? 0;
    }
    const node = document.getIn(path.slice(0, depth), true);
    if (isNode(node)) return node.range?.[0] ?? 0;
  }
  return document.contents?.range[0] ?? 0;
}
