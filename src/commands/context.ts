import type { Uri } from 'vscode';
import type { Library } from '../library/Library.ts';
import type { ProgressStore } from '../progress/ProgressStore.ts';
import type { Ui } from '../ui.ts';

/** What commands work with. `extension.ts` makes it; tests bring their own. */
export interface CommandContext {
  readonly library: Pick<Library, 'load' | 'project'>;
  readonly store: Pick<ProgressStore, 'statusOf' | 'markOf' | 'setStatus'>;
  readonly ui: Ui;
  /** Opens the page of a topic. */
  showTopic(topicId: string): void;
  /** Selects the row of a topic in the tree, opening what hides it. */
  revealTopic(topicId: string): Promise<void>;
  /** The row that has the keyboard focus, when the Space key asked. */
  focusedRow(): string | undefined;
  /** Lets the editor expand or collapse the focused row. */
  toggleRow(): Promise<void>;
  /** Where new projects go by default: the setting, the open folder, or nothing. */
  projectsFolder(): Uri | undefined;
  startProject(options: { project: string; parent: Uri; name: string }, cancelled?: Cancelled): Promise<Uri>;
  /** What keeps a folder from having this name: wrong characters, or a file that is there. */
  problemWithName(parent: Uri, name: string): Promise<string | undefined>;
  /** A name like `name` that is free in `parent`. */
  freeName(parent: Uri, name: string): Promise<string>;
}

export interface Cancelled {
  readonly isCancellationRequested: boolean;
}
