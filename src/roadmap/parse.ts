import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import type * as z from 'zod';
import { issueText } from './issueText.ts';
import type { Problem } from './problem.ts';

export interface SourceFile {
  /** As shown to the author, from the root of the repository or workspace. */
  readonly path: string;
  /** `undefined` when there should be such a file and is none. */
  readonly text: string | undefined;
}

export type Path = readonly PropertyKey[];

/** A parsed file: its validated value (when it has one), its problems, and where each part of it stands. */
export interface Parsed<T> {
  readonly value: T | undefined;
  /** What the file says as plain data, right or wrong; `undefined` when it is no YAML. */
  readonly input: unknown;
  readonly problems: readonly Problem[];
  /** A problem at the value under `path`, or at the nearest thing above it that exists. */
  problemAt(path: Path, message: string): Problem;
}

/** Parses YAML and checks it against a schema. Never throws: every error becomes a problem. */
export function parseYaml<T>(file: SourceFile, schema: z.ZodType<T>): Parsed<T> {
  const lines = new LineCounter();
  const document = parseDocument(file.text ?? '', { lineCounter: lines, prettyErrors: false });
  const problemAtOffset = (offset: number, message: string): Problem => {
    const { line, col } = lines.linePos(offset);
    return { file: file.path, line: Math.max(line, 1), column: Math.max(col, 1), message };
  };
  const problemAt = (path: Path, message: string): Problem =>
    problemAtOffset(offsetOf(document, path), message);

  const faults = [...soundErrors(document), ...document.warnings].map(
    ({ pos, message }) => [pos[0], message] as const,
  );
  visit(document, {
    Alias(_, alias, above) {
      const named = alias.resolve(document);
      const at = alias.range?.[0] ?? 0;
      if (!named) faults.push([at, `there is no \`&${alias.source}\` before it`]);
      // As plain data it would have no end.
      else if (above.includes(named)) faults.push([at, `\`*${alias.source}\` stands within what it names`]);
    },
  });
  const notValid = (found: typeof faults) => {
    const problems = found.map(([at, message]) => problemAtOffset(at, `not valid YAML: ${message}`));
    return { value: undefined, input: undefined, problems, problemAt };
  };
  if (faults.length > 0) return notValid(faults);
  if (document.contents === null) {
    const message = file.text === undefined ? 'this file is missing' : 'the file is empty';
    return { ...notValid([]), problems: [problemAtOffset(0, message)] };
  }
  let input: unknown;
  try {
    input = document.toJS();
  } catch (thrown) {
    // Aliases of aliases of aliases: more than the library unfolds.
    return notValid([[0, String(thrown)]]);
  }
  const checked = schema.safeParse(input);
  if (checked.success) return { value: checked.data, input, problems: [], problemAt };
  const problems = checked.error.issues
    .flatMap((issue) => issueText(issue, input))
    .map(({ path, message }) => problemAt(path, message));
  return { value: undefined, input, problems, problemAt };
}

/** Where the syntax breaks the parser goes on by guessing, and would complain about every line that follows. */
function soundErrors({ errors }: Document.Parsed): Document.Parsed['errors'] {
  const breaks = errors.findIndex(({ code }) => code !== 'DUPLICATE_KEY');
  return breaks < 0 ? errors : errors.slice(0, breaks + 1);
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
