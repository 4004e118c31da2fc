import type { Problem } from './problem.ts';
import { isWrittenLeaf, type Written, type WrittenLeaf } from './written.ts';

type Leaves = ReadonlyMap<string, Written<WrittenLeaf>>;

interface Known {
  readonly projects: ReadonlyMap<string, unknown>;
  readonly plannedProjects: ReadonlySet<string>;
  /** False while a stage could not be read: then an unknown topic may stand in it. */
  readonly complete: boolean;
}

/** What no schema can say: ids and addresses are unique, references lead somewhere, prerequisites end. */
export function checkTopics(written: readonly Written[], known: Known): Problem[] {
  const leaves: Leaves = new Map(
    written.flatMap(({ topic, ...place }) =>
      isWrittenLeaf(topic) ? [[topic.id, { ...place, topic }] as const] : [],
    ),
  );
  return [
    ...checkIds(written),
    ...checkReferences(leaves, known),
    ...checkCircles(leaves),
    ...checkAddresses(leaves),
  ];
}

function checkIds(written: readonly Written[]): Problem[] {
  const first = new Map<string, Problem>();
  return written.flatMap(({ parsed, path, topic }) => {
    const here = parsed.problemAt([...path, 'id'], '');
    const earlier = first.get(topic.id);
    if (!earlier) {
      first.set(topic.id, here);
      return [];
    }
    return [{ ...here, message: `the id \`${topic.id}\` is taken at ${earlier.file}:${earlier.line}` }];
  });
}

function checkReferences(leaves: Leaves, known: Known): Problem[] {
  const problems: Problem[] = [];
  for (const { parsed, path, topic } of leaves.values()) {
    for (const key of ['prerequisites', 'related'] as const) {
      for (const [index, topicId] of (topic[key] ?? []).entries()) {
        const at = [...path, key, index];
        if (topicId === topic.id) {
          problems.push(parsed.problemAt(at, `\`${topicId}\` cannot name itself`));
        } else if (known.complete && !leaves.has(topicId)) {
          problems.push(parsed.problemAt(at, `there is no topic \`${topicId}\` with a checkbox`));
        }
      }
    }
    for (const [index, projectId] of (topic.projects ?? []).entries()) {
      if (known.projects.has(projectId) || known.plannedProjects.has(projectId)) continue;
      problems.push(parsed.problemAt([...path, 'projects', index], `there is no project \`${projectId}\``));
    }
  }
  return problems;
}

/** Names each prerequisite that closes a circle, once. */
function checkCircles(leaves: Leaves): Problem[] {
  const problems: Problem[] = [];
  const finished = new Set<string>();
  const visit = ({ parsed, path, topic }: Written<WrittenLeaf>, trail: readonly string[]): void => {
    const here = [...trail, topic.id];
    for (const [index, topicId] of (topic.prerequisites ?? []).entries()) {
      const next = leaves.get(topicId);
      if (!next || topicId === topic.id || finished.has(topicId)) continue;
      if (here.includes(topicId)) {
        const circle = [...here.slice(here.indexOf(topicId)), topicId].join(' → ');
        const at = [...path, 'prerequisites', index];
        problems.push(parsed.problemAt(at, `prerequisites go in a circle: ${circle}`));
      } else {
        visit(next, here);
      }
    }
    finished.add(topic.id);
  };
  for (const [topicId, leaf] of leaves) if (!finished.has(topicId)) visit(leaf, []);
  return problems;
}

function checkAddresses(leaves: Leaves): Problem[] {
  return [...leaves.values()].flatMap(({ parsed, path, topic }) => {
    const seen = new Set<string>();
    return topic.resources.flatMap(({ url }, index) => {
      if (!seen.has(url)) {
        seen.add(url);
        return [];
      }
      const at = [...path, 'resources', index, 'url'];
      return [parsed.problemAt(at, 'this address is listed twice in the topic')];
    });
  });
}
