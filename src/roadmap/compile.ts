import { checkTopics } from './check.ts';
import type { Group, Leaf, ProjectReference, Roadmap, Topic } from './model.ts';
import { parseYaml, type SourceFile } from './parse.ts';
import { byPlace, type Problem } from './problem.ts';
import { groupSchema, roadmapSchema } from './schema.ts';
import { isWrittenLeaf, type Stage, type WrittenTopic, writtenTopics } from './written.ts';

export interface RoadmapSource {
  readonly roadmap: SourceFile;
  /** The stage files that are there, by file name. */
  readonly stages: ReadonlyMap<string, SourceFile>;
  readonly projects: ReadonlyMap<string, ProjectReference>;
  /** Ids a topic may name before the project exists; they are left out of the model. */
  readonly plannedProjects: ReadonlySet<string>;
}

export type Compiled<T> =
  | { readonly kind: 'compiled'; readonly value: T }
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] };

/** Turns an author's files into a roadmap, or into *every* problem found in them. Pure. */
export function compileRoadmap(source: RoadmapSource): Compiled<Roadmap> {
  const head = parseYaml(source.roadmap, roadmapSchema);
  const problems = [...head.problems];
  const stages: Stage[] = [];
  for (const [index, name] of (head.value?.stages ?? []).entries()) {
    const file = source.stages.get(name);
    if (!file) {
      problems.push(head.problemAt(['stages', index], `there is no file \`${name}\` beside this one`));
      continue;
    }
    const parsed = parseYaml(file, groupSchema);
    problems.push(...parsed.problems);
    if (parsed.value) stages.push({ parsed, topic: parsed.value });
  }
  const complete = stages.length === head.value?.stages.length;
  const written = stages.flatMap(writtenTopics);
  problems.push(...checkTopics(written, { ...source, complete }));
  const ids = new Set(written.map(({ topic }) => topic.id));
  for (const [index, track] of (head.value?.tracks ?? []).entries()) {
    for (const [place, topicId] of track.topics.entries()) {
      if (!complete || ids.has(topicId)) continue;
      problems.push(head.problemAt(['tracks', index, 'topics', place], `there is no topic \`${topicId}\``));
    }
  }
  if (problems.length > 0 || !head.value) return { kind: 'problems', problems: problems.sort(byPlace) };

  const { stages: _, ...rest } = head.value;
  const topics = stages.map(({ topic }) => compileTopic(topic, source.projects));
  return { kind: 'compiled', value: { ...rest, topics } };
}

function compileTopic(topic: WrittenTopic, projects: ReadonlyMap<string, ProjectReference>): Topic {
  if (isWrittenLeaf(topic)) {
    const { projects: named = [], ...leaf } = topic;
    const references = named.flatMap((projectId) => projects.get(projectId) ?? []);
    return (references.length > 0 ? { ...leaf, projects: references } : leaf) satisfies Leaf;
  }
  const topics = topic.topics.map((child) => compileTopic(child, projects));
  const hours = topics.reduce((total, child) => total + child.hours, 0);
  return { ...topic, hours, topics } satisfies Group;
}
