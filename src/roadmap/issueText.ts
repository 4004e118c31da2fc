import type * as z from 'zod';
import type { Path } from './parse.ts';

type Issue = z.core.$ZodIssue;

/** What is wrong in an author's words, and where: a schema's issue may name several keys. */
export function issueText(issue: Issue, input: unknown): { path: Path; message: string }[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...issue.path, key], message: `\`${key}\` is not a key here` }));
  }
  if (issue.code === 'invalid_union') return unionText(issue, input);
  const value = valueAt(input, issue.path);
  const name = nameOf(issue.path);
  if (value === undefined) return [{ path: issue.path, message: `${name} is missing` }];
  return [{ path: issue.path, message: `${name}: ${expectation(issue)}, found ${shown(value)}` }];
}

/** A key by its name; an item of a list by its number, as people count, and the key of the list. */
function nameOf(path: Path): string {
  const last = path.at(-1);
  if (last === undefined) return 'the file';
  return typeof last === 'number'
    ? `item ${last + 1} of ${nameOf(path.slice(0, -1))}`
    : `\`${String(last)}\``;
}

/**
 * A topic is a group or a leaf. The author meant a group when there are `topics` in it, so only the
 * complaints of that one alternative are of any help.
 */
function unionText(issue: z.core.$ZodIssueInvalidUnion, input: unknown): { path: Path; message: string }[] {
  const value = valueAt(input, issue.path);
  const meantGroup = typeof value === 'object' && value !== null && 'topics' in value;
  const alternative = issue.errors[meantGroup ? 0 : 1] ?? issue.errors[0] ?? [];
  return alternative.flatMap((inner) =>
    issueText({ ...inner, path: [...issue.path, ...inner.path] } as Issue, input),
  );
}

function expectation(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `expected ${typeNames[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `expected one of ${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return issue.origin === 'string' ? 'expected some text' : `expected at least ${issue.minimum}`;
    case 'too_big':
      return `expected at most ${issue.maximum}${issue.origin === 'string' ? ' characters' : ''}`;
    default:
      return issue.message;
  }
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  int: 'a whole number',
  number: 'a number',
  array: 'a list',
  object: 'a map of keys and values',
};

function shown(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'a map';
  if (typeof value === 'string' && value.length > 60) return `${value.length} characters`;
  return JSON.stringify(value);
}

function valueAt(input: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[step] : undefined,
    input,
  );
}
