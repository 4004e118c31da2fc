import * as vscode from 'vscode';
import type { Milestone } from '../roadmap/model.ts';
import { plannedPath } from './plan.ts';
import type { TestResult } from './practice.ts';
import type { StartedProject } from './StartedProjects.ts';

/** What an item of the Testing view stands for: a project, a milestone of it, or a test of that milestone. */
interface Place {
  readonly folder: vscode.Uri;
  readonly milestone?: Milestone;
}

/** The tree of the editor's Testing view: projects, their milestones, and the tests of the last run. */
export class MilestoneItems {
  readonly #controller: vscode.TestController;
  readonly #places = new WeakMap<vscode.TestItem, Place>();

  constructor(controller: vscode.TestController) {
    this.#controller = controller;
  }

  placeOf(item: vscode.TestItem): Place | undefined {
    return this.#places.get(item);
  }

  /** Takes away the projects that are not open in this window: what is not open cannot be checked from it. */
  dropClosed(): void {
    for (const { id, uri } of childrenOf(this.#controller.items)) {
      if (uri && !vscode.workspace.getWorkspaceFolder(uri)) this.#controller.items.delete(id);
    }
  }

  /** The item of a project, made when there is none. */
  itemFor({ folder, project, manifest, results }: StartedProject): vscode.TestItem {
    const { items } = this.#controller;
    const known = items.get(folder.toString());
    if (known) return known;
    const item = this.#controller.createTestItem(folder.toString(), project.title, folder);
    this.#places.set(item, { folder });
    for (const milestone of project.milestones) {
      const file = milestone.check.find((part) => part.startsWith('tests/'));
      const uri =
        file === undefined ? folder : vscode.Uri.joinPath(folder, plannedPath(project, manifest.name, file));
      const child = this.#controller.createTestItem(milestone.id, `${milestone.id} ${milestone.title}`, uri);
      // Without a place in its file the editor draws no run button: this is the one before the first check.
      if (file !== undefined) child.range = new vscode.Range(0, 0, 0, 0);
      this.#places.set(child, { folder, milestone });
      item.children.add(child);
      this.showTests(child, results.milestones[milestone.id]?.tests ?? {});
    }
    items.add(item);
    return item;
  }

  /** One item for each test of the last run, where its file has it. */
  showTests(parent: vscode.TestItem, tests: Readonly<Record<string, TestResult>>): void {
    const place = this.#places.get(parent);
    if (!place) return;
    parent.children.replace(
      Object.entries(tests).map(([id, { file, line }]) => {
        const item = this.#controller.createTestItem(
          id,
          id.split('::').slice(1).join(' ') || id,
          vscode.Uri.joinPath(place.folder, file),
        );
        item.range = new vscode.Range(line - 1, 0, line - 1, 0);
        this.#places.set(item, place);
        return item;
      }),
    );
  }

  /** The milestones that a request of the editor means. */
  milestonesOf({ include, exclude = [] }: vscode.TestRunRequest): vscode.TestItem[] {
    const chosen = include ?? childrenOf(this.#controller.items);
    const milestones = chosen.flatMap((item) => {
      if (!this.#places.get(item)?.milestone) return childrenOf(item.children);
      // A single test runs with its milestone: that is the smallest thing our own project.yaml names.
      return this.#places.get(item.parent ?? item)?.milestone && item.parent ? [item.parent] : [item];
    });
    return [...new Set(milestones)].filter((item) => !exclude.includes(item));
  }
}

function childrenOf(items: vscode.TestItemCollection): vscode.TestItem[] {
  return [...items].map(([, item]) => item);
}
