import { checkTopics } from './check.ts';
import { checkTracks } from './checkTracks.ts';
import type { Group, Leaf, ProjectReference, Roadmap, Topic } from './model.ts';
import { leavesOf } from './outline.ts';
import { type Parsed, parseYaml, type SourceFile } from './parse.ts';
import { byPlace, type Problem } from './problem.ts';
import { property, type ReadableTopic, readableTopics } from './readable.ts';
import { groupSchema, roadmapSchema } from './schema.ts';
import { stageFiles } from './stageFiles.ts';
import { isWrittenLeaf, type WrittenTopic } from './written.ts';

export interface RoadmapSource {
  readonly roadmap: SourceFile;
  /** The stage files that are there, by file name. */
  readonly stages: ReadonlyMap<string, SourceFile>;
  readonly projects: ReadonlyMap<string, ProjectReference>;
  /**
   * Ids a topic may name though there is no such project, because it is planned or broken; they are left out
   * of the model. `undefined` when nobody can tell which these are.
   */
  readonly otherProjects: ReadonlySet<string> | undefined;
}

export type Compiled<T> =
  | { readonly kind: 'compiled'; readonly value: T }
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] };

/** Turns an author's files into a roadmap, or into *every* problem found in them. Pure. */
export function compileRoadmap(source: RoadmapSource): Compiled<Roadmap> {
  const head = parseYaml(source.roadmap, roadmapSchema);
  const files = stageFiles(head, source.stages);
  const listed = files.listed.map((file) => parseYaml(file, groupSchema));
  const unlisted = files.unlisted.map((file) => parseYaml(file, groupSchema));
  const topics = topicsOf(listed, unlisted);
  const complete = files.complete && topics.every(({ id }) => id !== undefined);
  const problems = [
    ...head.problems,
    ...files.problems,
    ...[...listed, ...unlisted].flatMap((stage) => stage.problems),
    ...checkTopics(topics, { ...source, complete }),
    ...checkTracks(head, topics, complete),
  ];
  if (problems.length > 0 || !head.value) return { kind: 'problems', problems: problems.sort(byPlace) };

  const { stages: _, tracks: writtenTracks = [], ...rest } = head.value;
  const compiled = listed.flatMap(({ value }) => (value ? [compileTopic(value, source.projects)] : []));
  const hours = new Map(compiled.flatMap(leavesOf).map((leaf) => [leaf.id, leaf.hours]));
  const tracks = writtenTracks.map((track) => ({
    ...track,
    hours: track.topics.reduce((total, topicId) => total + (hours.get(topicId) ?? 0), 0),
  }));
  return { kind: 'compiled', value: { ...rest, ...(tracks.length > 0 ? { tracks } : {}), topics: compiled } };
}

/** A file nobody lists whose stage is there already is a copy: its topics are not to blame for being two. */
function topicsOf(listed: readonly Parsed<unknown>[], unlisted: readonly Parsed<unknown>[]): ReadableTopic[] {
  const idOf = ({ input }: Parsed<unknown>) => property(input, 'id');
  const ids = new Set(listed.map(idOf));
  const others = unlisted.filter((stage) => !ids.has(idOf(stage)));
  return [...listed, ...others].flatMap(readableTopics);
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
