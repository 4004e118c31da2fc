import { checkTopics } from './check.ts';
import { checkTracks } from './checkTracks.ts';
import type { Group, Leaf, ProjectReference, Roadmap, Topic } from './model.ts';
import { leavesOf } from './outline.ts';
import { type Parsed, parseYaml, type SourceFile } from './parse.ts';
import { byPlace, type Problem } from './problem.ts';
import { readableTopics } from './readable.ts';
import { groupSchema, roadmapSchema } from './schema.ts';
import { isWrittenLeaf, type WrittenGroup, type WrittenTopic } from './written.ts';

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
  const stages: Parsed<WrittenGroup>[] = [];
  for (const [index, name] of (head.value?.stages ?? []).entries()) {
    const file = source.stages.get(name);
    if (!file) {
      problems.push(head.problemAt(['stages', index], `there is no file \`${name}\` beside this one`));
      continue;
    }
    const parsed = parseYaml(file, groupSchema);
    problems.push(...parsed.problems);
    stages.push(parsed);
  }
  const readable = stages.flatMap(readableTopics);
  const complete =
    stages.length === head.value?.stages.length && readable.every(({ id }) => id !== undefined);
  problems.push(...checkTopics(readable, { ...source, complete }));
  problems.push(...checkTracks(head, readable, complete));
  if (problems.length > 0 || !head.value) return { kind: 'problems', problems: problems.sort(byPlace) };

  const { stages: _, tracks: writtenTracks = [], ...rest } = head.value;
  const topics = stages.flatMap(({ value }) => (value ? [compileTopic(value, source.projects)] : []));
  const hours = new Map(topics.flatMap(leavesOf).map((leaf) => [leaf.id, leaf.hours]));
  const tracks = writtenTracks.map((track) => ({
    ...track,
    hours: track.topics.reduce((total, topicId) => total + (hours.get(topicId) ?? 0), 0),
  }));
  return { kind: 'compiled', value: { ...rest, ...(tracks.length > 0 ? { tracks } : {}), topics } };
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
