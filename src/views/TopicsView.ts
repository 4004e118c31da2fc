import * as vscode from 'vscode';
import { Emitter, type Listen } from '../events.ts';
import type { Library } from '../library/Library.ts';
import { COMMANDS, FILTERED_KEY, TOPICS_VIEW } from '../manifest.ts';
import { countLeaves } from '../progress/counts.ts';
import { type Filter, filterText, isFiltering, noFilter, passes } from '../progress/filter.ts';
import type { ProgressStore } from '../progress/ProgressStore.ts';
import type { Leaf } from '../roadmap/model.ts';
import { leavesOf } from '../roadmap/outline.ts';
import { rowKey } from '../rowKey.ts';
import { completeStep } from '../walkthrough.ts';
import { loadForRows } from './loadForRows.ts';
import { childKeys, keysToRedraw, parentKey, type Row, rowOf } from './topicRows.ts';
import { tooltipOf, treeItem } from './treeItem.ts';

/** So many topics are opened when a filter leaves no more than that. */
const FEW = 40;

/** The tree of topics. It draws what `topicRows` says, and turns what the learner does into commands. */
export class TopicsView implements vscode.TreeDataProvider<string>, vscode.Disposable {
  readonly #library: Library;
  readonly #store: ProgressStore;
  readonly #tree: vscode.TreeView<string>;
  readonly #changed = new vscode.EventEmitter<string[] | undefined>();
  readonly #disposables: vscode.Disposable;
  #filter = noFilter;
  #selection: readonly string[] = [];
  #toggled: string | undefined;
  #ticked = false;

  readonly onDidChangeTreeData = this.#changed.event;
  readonly #shown = new Emitter<void>();

  /** The tree was asked for by someone who looks at it. */
  readonly onDidShow: Listen<void> = this.#shown.event;

  constructor(library: Library, store: ProgressStore) {
    this.#library = library;
    this.#store = store;
    this.#tree = vscode.window.createTreeView(TOPICS_VIEW, {
      treeDataProvider: this,
      manageCheckboxStateManually: true,
      showCollapseAll: true,
      canSelectMany: true,
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
    const outline = await loadForRows(this.#library, key);
    if (!outline) return [];
    if (key === undefined) this.#showTotal();
    const keys = childKeys(outline, key, this.#shows());
    // Once these rows are on their way: who sees the tree is about to click in it.
    if (key === undefined) setTimeout(() => this.#shown.fire());
    return keys;
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

  get filter(): Filter {
    return this.#filter;
  }

  /** Shows only the topics that pass, opened when they are few enough to see. */
  async setFilter(filter: Filter): Promise<void> {
    const outline = await this.#library.load();
    this.#filter = filter;
    const filtering = isFiltering(filter);
    await vscode.commands.executeCommand('setContext', FILTERED_KEY, filtering);
    this.#changed.fire(undefined);
    this.#showTotal();
    if (!filtering) return;
    const shown = outline.leaves.filter(this.#shows());
    if (shown.length > FEW) return;
    const groups = new Set(shown.flatMap(({ id }) => outline.ancestors(id).map((group) => group.id)));
    // The first comes last: each is scrolled to, and the list should begin at its beginning.
    for (const topicId of [...groups].reverse()) {
      const key = rowKey(outline.roadmap.id, { kind: 'topic', topicId });
      // The rows are those of the last filter: where another came meanwhile, they may be gone, and are not wanted.
      if (this.#filter !== filter) return;
      await this.#tree
        .reveal(key, { select: false, focus: false, expand: true })
        .then(undefined, (thrown) => {
          if (this.#filter === filter) throw thrown;
        });
    }
  }

  /** Opens whatever hides the topic's row, selects it and puts the keyboard on it. A filter that hides it goes. */
  async reveal(topicId: string): Promise<void> {
    const { roadmap, topic } = await this.#library.load();
    const found = topic(topicId);
    if (found && !leavesOf(found).some(this.#shows())) await this.setFilter(noFilter);
    const key = rowKey(roadmap.id, { kind: 'topic', topicId });
    await this.#tree.reveal(key, { select: true, focus: true });
  }

  /**
   * The row that has the keyboard focus, right after the editor's own `list.toggleSelection`.
   * The API tells what is selected but not what is focused; toggling the selection of the focused
   * row gives it away, because it is the one row whose selection changed.
   */
  get focusedKey(): string | undefined {
    return this.#toggled;
  }

  #shows(): (leaf: Leaf) => boolean {
    const { roadmap } = this.#library.outline;
    const filter = this.#filter;
    if (!isFiltering(filter)) return () => true;
    return (leaf) => passes(filter, leaf, (id) => this.#store.statusOf(roadmap.id, id));
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

  #refresh(topicIds: readonly string[]): void {
    const keys = keysToRedraw(this.#library.outline, topicIds, isFiltering(this.#filter));
    if (keys?.length !== 0) this.#changed.fire(keys);
    this.#showTotal();
  }

  #showTotal(): void {
    const { roadmap } = this.#library.outline;
    const { done, total } = countLeaves(roadmap.topics, (id) => this.#store.statusOf(roadmap.id, id));
    // The title, because a description does not show while this is the only view of its container.
    this.#tree.title = `Topics ${done}/${total}`;
    if (done > 0) this.#completeStep();
    const shown = this.#library.outline.leaves.filter(this.#shows()).length;
    this.#tree.message = isFiltering(this.#filter) ? filterText(this.#filter, shown, total) : '';
  }

  #completeStep(): void {
    if (this.#ticked) return;
    this.#ticked = true;
    completeStep('ticked');
  }
}
