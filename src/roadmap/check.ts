import { checkCircles } from './checkCircles.ts';
import type { Problem } from './problem.ts';
import type { Named, ReadableTopic } from './readable.ts';

interface Known {
  readonly projects: ReadonlyMap<string, unknown>;
  /** Ids that are no project yet; `undefined` when nobody can tell. */
  readonly otherProjects: ReadonlySet<string> | undefined;
  /** False while not every topic could be read: then one that nobody knows may be among those. */
  readonly complete: boolean;
}

/** What no schema can say: ids and addresses are unique, references lead somewhere, prerequisites end. */
export function checkTopics(topics: readonly ReadableTopic[], known: Known): Problem[] {
  const leaves = leavesById(topics);
  return [
    ...checkIds(topics),
    ...topics.flatMap((topic) => checkReferences(topic, leaves, known)),
    ...checkCircles(leaves),
    ...topics.flatMap(checkAddresses),
  ];
}

/** Where two have one id, it is the first one's. */
export function leavesById(topics: readonly ReadableTopic[]): ReadonlyMap<string, ReadableTopic> {
  const leaves = new Map<string, ReadableTopic>();
  for (const topic of topics) {
    if (topic.isLeaf && topic.id !== undefined && !leaves.has(topic.id)) leaves.set(topic.id, topic);
  }
  return leaves;
}

function checkIds(topics: readonly ReadableTopic[]): Problem[] {
  const first = new Map<string, Problem>();
  return topics.flatMap(({ parsed, path, id }) => {
    if (id === undefined) return [];
    const here = parsed.problemAt([...path, 'id'], '');
    const earlier = first.get(id);
    if (!earlier) {
      first.set(id, here);
      return [];
    }
    return [{ ...here, message: `the id \`${id}\` is taken at ${earlier.file}:${earlier.line}` }];
  });
}

function checkReferences(
  { parsed, id, isLeaf, prerequisites, related, projects }: ReadableTopic,
  leaves: ReadonlyMap<string, unknown>,
  known: Known,
): Problem[] {
  // Only leaves have these keys: in a group the schema refuses the key itself.
  if (!isLeaf) return [];
  const toTopics = [...prerequisites, ...related].flatMap(({ text, path }) => {
    if (text === id) return [parsed.problemAt(path, `\`${text}\` cannot name itself`)];
    if (!known.complete || leaves.has(text)) return [];
    return [parsed.problemAt(path, `there is no topic \`${text}\` with a checkbox`)];
  });
  const isUnknown = ({ text }: Named) =>
    known.otherProjects !== undefined && !known.projects.has(text) && !known.otherProjects.has(text);
  const toProjects = projects
    .filter(isUnknown)
    .map(({ text, path }) => parsed.problemAt(path, `there is no project \`${text}\``));
  return [...toTopics, ...toProjects];
}

function checkAddresses({ parsed, addresses }: ReadableTopic): Problem[] {
  const seen = new Set<string>();
  return addresses.flatMap(({ text, path }) => {
    if (seen.has(text)) return [parsed.problemAt(path, 'this address is listed twice in the topic')];
    seen.add(text);
    return [];
  });
}
