import * as vscode from 'vscode';
import { messageOf } from '../errors.ts';
import type { Library } from '../library/Library.ts';
import { COMMANDS, TOPICS_VIEW } from '../manifest.ts';
import { countLeaves } from '../progress/counts.ts';
import type { ProgressStore } from '../progress/ProgressStore.ts';
import { rowKey } from '../rowKey.ts';
import { childKeys, parentKey, type Row, rowOf } from './topicRows.ts';
import { tooltipOf, treeItem } from './treeItem.ts';

/** The tree of topics. It draws what `topicRows` says, and turns what the learner does into commands. */
export class TopicsView implements vscode.TreeDataProvider<string>, vscode.Disposable {
  readonly #library: Library;
  readonly #store: ProgressStore;
  readonly #tree: vscode.TreeView<string>;
  readonly #changed = new vscode.EventEmitter<string[] | undefined>();
  readonly #disposables: vscode.Disposable;
  #selection: readonly string[] = [];
  #toggled: string | undefined;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(library: Library, store: ProgressStore) {
    this.#library = library;
    this.#store = store;
    this.#tree = vscode.window.createTreeView(TOPICS_VIEW, {
      treeDataProvider: this,
      manageCheckboxStateManually: true,
      showCollapseAll: true,
    });
    this.#disposables = vscode.Disposable.from(
      this.#tree,
      this.#changed,
      this.#tree.onDidChangeCheckboxState(({ items }) => this.#checked(items)),
      this.#tree.onDidChangeSelection(({ selection }) => this.#selected(selection)),
      store.onDidChange((changes) => this.#refresh(changes.map(({ topicId }) => topicId))),
    );
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  async getChildren(key?: string): Promise<string[]> {
    try {
      const outline = await this.#library.load();
      if (key === undefined) this.#showTotal();
      return childKeys(outline, key);
    } catch (thrown) {
      this.#tree.message = messageOf(thrown);
      return [];
    }
  }

  getTreeItem(key: string): vscode.TreeItem {
    return treeItem(this.#row(key));
  }

  getParent(key: string): string | undefined {
    return parentKey(this.#library.outline, key);
  }

  resolveTreeItem(item: vscode.TreeItem, key: string): vscode.TreeItem {
    item.tooltip = tooltipOf(this.#row(key));
    return item;
  }

  /** Opens whatever hides the topic's row, selects it and puts the keyboard on it. */
  async reveal(topicId: string): Promise<void> {
    const { roadmap } = await this.#library.load();
    const key = rowKey(roadmap.id, { kind: 'topic', topicId });
    await this.#tree.reveal(key, { select: true, focus: true });
  }

  /** The one selected row. */
  get selectedKey(): string | undefined {
    return this.#tree.selection.length === 1 ? this.#tree.selection[0] : undefined;
  }

  /**
   * The row that has the keyboard focus, right after the editor's own `list.toggleSelection`.
   * The API tells what is selected but not what is focused; toggling the selection of the focused
   * row gives it away, because it is the one row whose selection changed.
   */
  get focusedKey(): string | undefined {
    return this.#toggled;
  }

  #row(key: string): Row {
    const { outline } = this.#library;
    return rowOf(outline, (topicId) => this.#store.statusOf(outline.roadmap.id, topicId), key);
  }

  #checked(items: ReadonlyArray<[string, vscode.TreeItemCheckboxState]>): void {
    for (const [key, state] of items) {
      const checked = state === vscode.TreeItemCheckboxState.Checked;
      void vscode.commands.executeCommand(checked ? COMMANDS.markDone : COMMANDS.markNotStarted, key);
    }
  }

  #selected(selection: readonly string[]): void {
    const before = this.#selection;
    this.#selection = selection;
    this.#toggled =
      selection.find((key) => !before.includes(key)) ?? before.find((key) => !selection.includes(key));
  }

  /**
   * Redraws the stages the changed topics stand in. Never only the leaf: refreshing children without
   * their ancestors makes the editor tick boxes by itself (https://github.com/microsoft/vscode/pull/230376).
   */
  #refresh(topicIds: readonly string[]): void {
    const { roadmap, ancestors, topic } = this.#library.outline;
    const stages = new Set(topicIds.filter((id) => topic(id)).map((id) => ancestors(id)[0]?.id ?? id));
    if (stages.size > 0)
      this.#changed.fire([...stages].map((id) => rowKey(roadmap.id, { kind: 'topic', topicId: id })));
    this.#showTotal();
  }

  #showTotal(): void {
    const { roadmap } = this.#library.outline;
    const { done, total } = countLeaves(roadmap.topics, (id) => this.#store.statusOf(roadmap.id, id));
    // The title, because a description does not show while this is the only view of its container.
    this.#tree.title = `Topics ${done}/${total}`;
  }
}
