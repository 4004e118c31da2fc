import type { CancellationToken, Uri } from 'vscode';
import type { Choice } from '../choice.ts';
import type { Library } from '../library/Library.ts';
import type { Filter } from '../progress/filter.ts';
import type { ProgressStore } from '../progress/ProgressStore.ts';
import type { Step } from '../projects/afterwards.ts';
import type { Findings } from '../projects/doctor.ts';
import type { Hints } from '../projects/Hints.ts';
import type { PlannedFile } from '../projects/plan.ts';
import type { StartedProject, StartedProjects } from '../projects/StartedProjects.ts';
import type { Milestone } from '../roadmap/model.ts';
import type { Ui } from '../ui.ts';

/** What commands work with. `extension.ts` makes it; tests bring their own. */
export interface CommandContext {
  readonly library: Pick<Library, 'load' | 'project'>;
  readonly store: Pick<
    ProgressStore,
    'statusOf' | 'markOf' | 'changesOf' | 'setStatus' | 'record' | 'take' | 'restore'
  >;
  readonly projects: Pick<StartedProjects, 'list' | 'at' | 'add' | 'forget'>;
  readonly hints: Pick<Hints, 'shown' | 'next' | 'wasSolutionSeen' | 'sawSolution'>;
  readonly ui: Ui;
  /** The filter of the tree. */
  readonly filter: { get(): Filter; set(filter: Filter): Promise<void> };
  readonly track: Pick<Choice, 'get' | 'set'>;
  /** By what the catalogue of practice projects is grouped. */
  readonly projectsBy: Pick<Choice, 'get' | 'set'>;
  /** Opens the page of a topic. */
  showTopic(topicId: string): void;
  /** Opens a page about the whole roadmap. */
  showPage(page: 'map' | 'progress' | 'review'): void | Promise<void>;
  /** The file of a topic's notes, made when there is none. */
  notesFile(topicId: string, title: string): Promise<Uri>;
  /** Selects the row of a topic in the tree, opening what hides it. */
  revealTopic(topicId: string): Promise<void>;
  /** The row that has the keyboard focus, when the Space key asked. */
  focusedRow(): string | undefined;
  /** Lets the editor expand or collapse the focused row. */
  toggleRow(): Promise<void>;
  /** Where new projects go by default: the setting, the open folder, or nothing. */
  projectsFolder(): Uri | undefined;
  planProject(projectId: string, name: string): Promise<readonly PlannedFile[]>;
  startProject(options: { project: string; parent: Uri; name: string }, cancelled?: Cancelled): Promise<Uri>;
  /** What keeps a folder from having this name: wrong characters, or a file that is there. */
  problemWithName(parent: Uri, name: string): Promise<string | undefined>;
  /** A name like `name` that is free in `parent`. */
  freeName(parent: Uri, name: string): Promise<string>;
  /** What may run after a project is written to a new folder in `parent`. */
  stepsFor(parent: Uri): Promise<readonly Step[]>;
  /** Remembers to show the first stub in the window that opens this folder next. */
  planResume(folder: Uri): Promise<void>;
  /** Whether a folder is open in this window. */
  isOpen(folder: Uri): boolean;
  /** Runs checks. `undefined` when they were cancelled. */
  check(
    started: StartedProject,
    milestones: readonly Milestone[],
    cancelled: CancellationToken,
  ): Promise<StartedProject | undefined>;
  /** The files behind a milestone's tests that are not as they were written. */
  editedTests(started: StartedProject, milestone: Milestone): Promise<readonly string[]>;
  /** Sets a file back to its stub; resolves to the path of the copy. */
  resetFile(folder: Uri, path: string, stub: string): Promise<string | undefined>;
  /** The copies of projects whose topics this window has offered as done, and that were not taken. */
  readonly offered: Set<string>;
  examine(started: StartedProject | undefined): Promise<Findings>;
  /** Starts a project, with questions. */
  startOne(): Promise<void>;
  /** Shows the doctor's page for a project. */
  lookAtSetup(started: StartedProject): Promise<void>;
}

export interface Cancelled {
  readonly isCancellationRequested: boolean;
}
