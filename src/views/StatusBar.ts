import * as vscode from 'vscode';
import type { Choice } from '../choice.ts';
import type { Library } from '../library/Library.ts';
import { COMMANDS } from '../manifest.ts';
import { countLeaves } from '../progress/counts.ts';
import type { ProgressStore } from '../progress/ProgressStore.ts';
import { upNext } from '../progress/upNext.ts';
import { chosenTrack } from './UpNextView.ts';

/** "12/78" and the next topic. The editor's own menu of the status bar hides it. */
export class StatusBar implements vscode.Disposable {
  readonly #library: Library;
  readonly #store: ProgressStore;
  readonly #track: Choice;
  readonly #item: vscode.StatusBarItem;
  readonly #listening: vscode.Disposable;

  constructor(library: Library, store: ProgressStore, track: Choice) {
    this.#library = library;
    this.#store = store;
    this.#track = track;
    this.#item = vscode.window.createStatusBarItem('progress', vscode.StatusBarAlignment.Left, -10);
    this.#item.name = 'ML Roadmap Progress';
    this.#item.command = COMMANDS.openNextTopic;
    const draw = () => this.draw();
    this.#listening = vscode.Disposable.from(store.onDidChange(draw), track.onDidChange(draw));
  }

  dispose(): void {
    this.#listening.dispose();
    this.#item.dispose();
  }

  /** Shows what is true now. Called once the roadmap is there. */
  draw(): void {
    const { outline } = this.#library;
    const { id, title } = outline.roadmap;
    const statusOf = (topicId: string) => this.#store.statusOf(id, topicId);
    const { done, total } = countLeaves(outline.roadmap.topics, statusOf);
    const options = { track: chosenTrack(outline, this.#track), minutes: 60, limit: 1 };
    const next = upNext(outline, statusOf, options)[0]?.leaf.title;
    this.#item.text = `$(milestone) ${done}/${total}`;
    this.#item.tooltip = next
      ? `${title}: ${done} of ${total} topics done. Next: ${next}`
      : `${title}: all done`;
    this.#item.accessibilityInformation = {
      label: `ML Roadmap, ${done} of ${total} topics done${next ? `, next ${next}` : ''}`,
    };
    if (next) this.#item.text += ` · ${next}`;
    this.#item.show();
  }
}
