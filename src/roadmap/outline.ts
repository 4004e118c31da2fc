import { type Group, isGroup, type Leaf, type ProjectReference, type Roadmap, type Topic } from './model.ts';

/** Answers, without searching, where a topic stands in its roadmap. */
export interface Outline {
  readonly roadmap: Roadmap;
  readonly leaves: readonly Leaf[];
  topic(topicId: string): Topic | undefined;
  /** From the stage down to the topic's own group; empty for a stage. */
  ancestors(topicId: string): readonly Group[];
  /** The leaves that name this one as a prerequisite. */
  unlockedBy(topicId: string): readonly Leaf[];
}

export function outlineOf(roadmap: Roadmap): Outline {
  const topics = new Map<string, Topic>();
  const parents = new Map<string, Group>();
  const unlocks = new Map<string, Leaf[]>();
  const leaves: Leaf[] = [];

  const visit = (topic: Topic, parent: Group | undefined): void => {
    topics.set(topic.id, topic);
    if (parent) parents.set(topic.id, parent);
    if (isGroup(topic)) {
      for (const child of topic.topics) visit(child, topic);
      return;
    }
    leaves.push(topic);
    for (const id of topic.prerequisites ?? []) {
      const unlocked = unlocks.get(id);
      if (unlocked) unlocked.push(topic);
      else unlocks.set(id, [topic]);
    }
  };
  for (const stage of roadmap.topics) visit(stage, undefined);

  return {
    roadmap,
    leaves,
    topic: (topicId) => topics.get(topicId),
    ancestors: (topicId) => {
      const path: Group[] = [];
      for (let group = parents.get(topicId); group; group = parents.get(group.id)) path.unshift(group);
      return path;
    },
    unlockedBy: (topicId) => unlocks.get(topicId) ?? [],
  };
}

/** Every leaf below a topic, itself when it is one, in the roadmap's order. */
export function leavesOf(topic: Topic): readonly Leaf[] {
  return isGroup(topic) ? topic.topics.flatMap(leavesOf) : [topic];
}

/** Every practice project that a topic names, once, in the roadmap's order. */
export function projectsIn({ leaves }: Outline): readonly ProjectReference[] {
  const all = leaves.flatMap(({ projects = [] }) => projects);
  return [...new Map(all.map((project) => [project.id, project])).values()];
}
