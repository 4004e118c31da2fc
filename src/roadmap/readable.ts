import type { Parsed, Path } from './parse.ts';
import { id as idSchema } from './schema.ts';

/** A piece of text in an author's file, and the path it stands at. */
export interface Named {
  readonly text: string;
  readonly path: Path;
}

/**
 * What can be read of a topic whatever else is wrong with it, so that no mistake hides another. What is no
 * id at all is left out of the lists: the schema says so already.
 */
export interface ReadableTopic {
  readonly parsed: Parsed<unknown>;
  readonly path: Path;
  /** `undefined` where it is missing or no id: whoever names an unknown topic may mean this one. */
  readonly id: string | undefined;
  readonly isLeaf: boolean;
  readonly prerequisites: readonly Named[];
  readonly related: readonly Named[];
  readonly projects: readonly Named[];
  readonly addresses: readonly Named[];
}

/** The stage and everything below it, in the author's order. What is no list of topics is one without an id. */
export function readableTopics(parsed: Parsed<unknown>): ReadableTopic[] {
  const visit = (written: unknown, path: Path): ReadableTopic[] => {
    const id = property(written, 'id');
    const isLeaf = path.length > 0 && property(written, 'topics') === undefined;
    const topic: ReadableTopic = {
      parsed,
      path,
      id: isId(id) ? id : undefined,
      isLeaf,
      prerequisites: idsIn(written, path, 'prerequisites'),
      related: idsIn(written, path, 'related'),
      projects: idsIn(written, path, 'projects'),
      addresses: itemsOf(written, path, 'resources').flatMap(({ value, path: at }) => {
        const url = property(value, 'url');
        return typeof url === 'string' ? [{ text: url, path: [...at, 'url'] }] : [];
      }),
    };
    if (isLeaf) return [topic];
    const topics = property(written, 'topics');
    const children = Array.isArray(topics) ? topics : [undefined];
    return [topic, ...children.flatMap((child, index) => visit(child, [...path, 'topics', index]))];
  };
  return visit(parsed.input, []);
}

/** The ids in the list under a key. */
export function idsIn(written: unknown, path: Path, key: string): Named[] {
  return itemsOf(written, path, key).flatMap(({ value, path: at }) =>
    isId(value) ? [{ text: value, path: at }] : [],
  );
}

export function itemsOf(written: unknown, path: Path, key: string): { value: unknown; path: Path }[] {
  const list = property(written, key);
  return Array.isArray(list) ? list.map((value, index) => ({ value, path: [...path, key, index] })) : [];
}

export function property(written: unknown, key: string): unknown {
  if (typeof written !== 'object' || written === null || !Object.hasOwn(written, key)) return undefined;
  return (written as Readonly<Record<string, unknown>>)[key];
}

export function isId(value: unknown): value is string {
  return idSchema.safeParse(value).success;
}
