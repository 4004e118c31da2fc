import * as vscode from 'vscode';
import type { Choice } from '../choice.ts';
import type { Library } from '../library/Library.ts';
import { type SettingId, UP_NEXT_VIEW } from '../manifest.ts';
import { dayWatch } from '../progress/days.ts';
import { dueQuestions, sittingOf } from '../progress/due.ts';
import type { ProgressStore } from '../progress/ProgressStore.ts';
import { eveningMinutes, upNext } from '../progress/upNext.ts';
import type { Track } from '../roadmap/model.ts';
import type { Outline } from '../roadmap/outline.ts';
import { loadForRows } from './loadForRows.ts';
import type { Row } from './topicRows.ts';
import { tooltipOf, treeItem } from './treeItem.ts';
import { reviewRow, upNextRow } from './upNextRows.ts';

const PACE: SettingId = 'mlRoadmap.pace.hoursPerWeek';
const LIMIT = 7;

/** What to do tonight, and why. */
export class UpNextView implements vscode.TreeDataProvider<Row>, vscode.Disposable {
  readonly #library: Library;
  readonly #store: ProgressStore;
  readonly #track: Choice;
  readonly #tree: vscode.TreeView<Row>;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #disposables: vscode.Disposable;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(library: Library, store: ProgressStore, track: Choice) {
    this.#library = library;
    this.#store = store;
    this.#track = track;
    this.#tree = vscode.window.createTreeView(UP_NEXT_VIEW, { treeDataProvider: this });
    const refresh = () => this.#changed.fire(undefined);
    const isNewDay = dayWatch(() => new Date());
    this.#disposables = vscode.Disposable.from(
      this.#tree,
      this.#changed,
      store.onDidChange(refresh),
      track.onDidChange(refresh),
      vscode.window.onDidChangeWindowState(({ focused }) => focused && isNewDay() && refresh()),
      this.#tree.onDidChangeVisibility(({ visible }) => visible && refresh()),
      vscode.workspace.onDidChangeConfiguration((event) => event.affectsConfiguration(PACE) && refresh()),
    );
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  async getChildren(row?: Row): Promise<Row[]> {
    if (row) return [];
    const outline = await loadForRows(this.#library, undefined);
    return outline ? this.#rows(outline) : [];
  }

  getTreeItem(row: Row): vscode.TreeItem {
    return treeItem(row);
  }

  resolveTreeItem(item: vscode.TreeItem, row: Row): vscode.TreeItem {
    item.tooltip = tooltipOf(row);
    return item;
  }

  #rows(outline: Outline): Row[] {
    const { id: roadmapId } = outline.roadmap;
    const statusOf = (id: string) => this.#store.statusOf(roadmapId, id);
    const track = chosenTrack(outline, this.#track);
    this.#tree.description = track?.title ?? '';
    const hours = vscode.workspace.getConfiguration().get<number>(PACE) ?? 0;
    const suggestions = upNext(outline, statusOf, { track, minutes: eveningMinutes(hours), limit: LIMIT });
    const due = dueQuestions(outline, (key) => this.#store.markOf(roadmapId, key), Date.now());
    const sitting = sittingOf(due);
    const topics = [...new Set(sitting.map(({ leaf }) => leaf.title))];
    return [
      ...(due.length > 0 ? [reviewRow(sitting.length, due.length, topics)] : []),
      ...suggestions.map((suggestion) => upNextRow(roadmapId, suggestion, statusOf)),
    ];
  }
}

export function chosenTrack({ roadmap }: Outline, track: Pick<Choice, 'get'>): Track | undefined {
  const id = track.get();
  return roadmap.tracks?.find((one) => one.id === id);
}
