import * as vscode from 'vscode';
import type { Choice } from '../choice.ts';
import { messageOf } from '../errors.ts';
import { groupingOf } from '../grouping.ts';
import type { Library } from '../library/Library.ts';
import { PROJECTS_VIEW } from '../manifest.ts';
import { parseProjectKey, STARTED_SECTION, startedKey } from '../projectKey.ts';
import type { StartedProjects } from '../projects/StartedProjects.ts';
import { loadForRows } from './loadForRows.ts';
import type { ShownProjects } from './projectCatalogue.ts';
import { projectChildKeys, projectRowOf } from './projectRows.ts';
import { tooltipOf, treeItem } from './treeItem.ts';

const nothing: ShownProjects = { by: 'topic', started: [], lost: [] };

/** The practice projects: the learner's own with their milestones, and the catalogue. */
export class ProjectsView implements vscode.TreeDataProvider<string>, vscode.Disposable {
  readonly #library: Library;
  readonly #projects: StartedProjects;
  readonly #by: Choice;
  readonly #tree: vscode.TreeView<string>;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #disposables: vscode.Disposable;
  #shown = nothing;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(library: Library, projects: StartedProjects, by: Choice) {
    this.#library = library;
    this.#projects = projects;
    this.#by = by;
    this.#tree = vscode.window.createTreeView(PROJECTS_VIEW, {
      treeDataProvider: this,
      showCollapseAll: true,
    });
    this.#disposables = vscode.Disposable.from(
      this.#tree,
      this.#changed,
      projects.onDidChange(() => this.#changed.fire(undefined)),
      by.onDidChange(() => this.#changed.fire(undefined)),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.#changed.fire(undefined)),
    );
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  async getChildren(key?: string): Promise<string[]> {
    const outline = await loadForRows(this.#library, key);
    if (!outline) return [];
    try {
      if (key === undefined) {
        this.#shown = await this.#read();
        this.#tree.message = '';
      }
      return projectChildKeys(outline, this.#shown, key);
    } catch (thrown) {
      this.#tree.message = messageOf(thrown);
      return [];
    }
  }

  getTreeItem(key: string): vscode.TreeItem {
    const item = treeItem(projectRowOf(this.#library.outline, this.#shown, key));
    // What the learner works on is open from the start; the catalogue is there to be opened.
    if (key === STARTED_SECTION || this.#isWorkedOn(key)) {
      item.collapsibleState = vscode.TreeItemCollapsibleState.Expanded;
    }
    return item;
  }

  getParent(key: string): string | undefined {
    const row = parseProjectKey(key);
    if (row.kind !== 'started') return undefined;
    return row.milestone === undefined ? STARTED_SECTION : startedKey(row.folder);
  }

  resolveTreeItem(item: vscode.TreeItem, key: string): vscode.TreeItem {
    item.tooltip = tooltipOf(projectRowOf(this.#library.outline, this.#shown, key));
    return item;
  }

  /** The project that is open in this window, or the only one. */
  #isWorkedOn(key: string): boolean {
    const folders = vscode.workspace.workspaceFolders ?? [];
    const { started } = this.#shown;
    return started.some(
      ({ folder }) =>
        key === startedKey(folder) &&
        (started.length === 1 || folders.some(({ uri }) => uri.toString() === folder)),
    );
  }

  async #read(): Promise<ShownProjects> {
    const { started, lost } = await this.#projects.list();
    const nameOf = (folder: vscode.Uri) => folder.path.split('/').at(-1) ?? '';
    return {
      by: groupingOf(this.#by.get()),
      started: started.map(({ folder, project, milestones }) => ({
        folder: folder.toString(),
        name: nameOf(folder),
        path: folder.fsPath,
        project,
        milestones,
      })),
      lost: lost.map(({ folder, projectId }) => ({
        folder: folder.toString(),
        name: nameOf(folder),
        projectId,
      })),
    };
  }
}
