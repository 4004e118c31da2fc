import type { Event, Uri } from 'vscode';
import type { Status } from './progress/record.ts';
import type { Roadmap } from './roadmap/model.ts';

export type { Status } from './progress/record.ts';
export type { Group, Leaf, Roadmap, Topic } from './roadmap/model.ts';

/**
 * What other extensions get from
 * `await vscode.extensions.getExtension('learning-roadmaps.ml-roadmap').activate()`.
 * The tests use nothing else. Names and meanings stay as they are within `apiVersion` 1.
 */
export interface Api {
  readonly apiVersion: 1;
  /** The roadmap in the sidebar, as plain JSON. A copy: changing it changes nothing here. */
  roadmap(): Roadmap;
  /** Every roadmap that can be shown. */
  roadmaps(): { id: string; title: string }[];
  /**
   * The status of a topic of the roadmap in the sidebar. A group's is derived from its topics.
   * @throws Error when there is no such topic.
   */
  statusOf(topicId: string): Status;
  /**
   * Marks a topic that has a checkbox. Resolves when it was saved.
   * Rejects for an unknown topic, a group, and anything that is not a status.
   */
  setStatus(topicId: string, status: Status): Promise<void>;
  /** The ids of topics whose status changed, here or in another window. */
  readonly onDidChangeProgress: Event<string[]>;
  /**
   * Writes a practice project to the new folder `name` in `parent` and resolves to that folder.
   * Asks nothing, opens nothing and overwrites nothing. Rejects with a message for people.
   */
  startProject(options: { project: string; parent: Uri; name: string }): Promise<Uri>;
}
