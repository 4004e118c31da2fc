import type * as z from 'zod';
import type * as schema from './schema.ts';

/**
 * The compiled model. It is plain JSON: the build writes it, everything else reads it, and
 * `Roadmap` is also what the extension hands to other extensions.
 */

export type Level = z.infer<typeof schema.leafSchema>['level'];
export type Resource = Readonly<z.infer<typeof schema.resourceSchema>>;
export type Question = Readonly<z.infer<typeof schema.questionSchema>>;
export type Section = Readonly<z.infer<typeof schema.sectionSchema>>;
/** One way through the roadmap. `hours` is the sum of its topics' hours. */
export type Track = Readonly<z.infer<typeof schema.trackSchema>> & { readonly hours: number };
export type Milestone = Readonly<z.infer<typeof schema.milestoneSchema>>;
export type Project = Readonly<z.infer<typeof schema.projectSchema>>;

/** What a topic says of a practice project: enough for its row in the tree. */
export type ProjectReference = Pick<Project, 'id' | 'title' | 'level' | 'hours'>;

/** A topic without topics in it: the one that has the checkbox. */
export type Leaf = Readonly<Omit<z.infer<typeof schema.leafSchema>, 'projects'>> & {
  readonly projects?: readonly ProjectReference[];
  readonly topics?: undefined;
};

/** A topic with topics in it. `hours` is the sum of its leaves' hours. */
export interface Group {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly hours: number;
  readonly topics: readonly Topic[];
}

export type Topic = Group | Leaf;

export interface Roadmap {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly source?: { readonly title: string; readonly author: string; readonly published: string };
  readonly tracks?: readonly Track[];
  readonly topics: readonly Topic[];
}

/** A practice project as it is bundled: what it is, what lands on disk, and the solution laid over it. */
export interface BundledProject extends Project {
  /** Path inside the project → text. Forward slashes, LF. */
  readonly starter: Readonly<Record<string, string>>;
  readonly solution: Readonly<Record<string, string>>;
}

export function isGroup(topic: Topic): topic is Group {
  return topic.topics !== undefined;
}

/** Every address a leaf lists: its resources', and the sources its sections name. */
export function linksOf(leaf: Leaf): string[] {
  const sources = (leaf.sections ?? []).flatMap((section) => section.sources ?? []);
  return [...leaf.resources.map(({ url }) => url), ...sources];
}
