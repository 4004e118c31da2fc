import * as vscode from 'vscode';
import type { Choice } from '../choice.ts';
import { isRecord } from '../isRecord.ts';
import type { Library } from '../library/Library.ts';
import { COMMANDS, type SettingId } from '../manifest.ts';
import { activityIn } from '../progress/activity.ts';
import { dayWatch, localDate } from '../progress/days.ts';
import type { ProgressStore } from '../progress/ProgressStore.ts';
import { paceFor } from '../progress/pace.ts';
import { hoursLeftIn, summarize } from '../progress/summary.ts';
import { Page, type PageContent } from './Page.ts';
import { type ProgressPage, progressHtml } from './progressHtml.ts';
import { chosenTrack } from './UpNextView.ts';

export const PROGRESS_PAGE = 'mlRoadmap.progress';
const PACE: SettingId = 'mlRoadmap.pace.hoursPerWeek';

export interface ProgressPanelOptions {
  readonly library: Library;
  readonly store: ProgressStore;
  readonly media: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  readonly track: Pick<Choice, 'get' | 'onDidChange'>;
  readonly now: () => Date;
}

/** The page that tells how far the learner is, and when they could be done. */
export class ProgressPanel implements vscode.Disposable {
  readonly #options: ProgressPanelOptions;
  readonly #page: Page;
  readonly #listening: vscode.Disposable;

  constructor(options: ProgressPanelOptions) {
    this.#options = options;
    this.#page = new Page({
      viewType: PROGRESS_PAGE,
      media: options.media,
      draw: () => this.#draw(),
      receive: (message) => this.#receive(message),
    });
    const isNewDay = dayWatch(options.now);
    this.#listening = vscode.Disposable.from(
      options.store.onDidChange(() => this.#page.update()),
      options.track.onDidChange(() => this.#page.update()),
      vscode.window.onDidChangeWindowState(({ focused }) => focused && isNewDay() && this.#page.update()),
      vscode.workspace.onDidChangeConfiguration(
        (event) => event.affectsConfiguration(PACE) && this.#page.update(),
      ),
    );
  }

  dispose(): void {
    this.#listening.dispose();
    this.#page.dispose();
  }

  show(): void {
    this.#page.show();
  }

  restore(panel: vscode.WebviewPanel): void {
    this.#page.adopt(panel);
  }

  #draw(): PageContent {
    const { library, store, now } = this.#options;
    const { outline } = library;
    const { id, title } = outline.roadmap;
    const today = localDate(now());
    const hoursPerWeek = vscode.workspace.getConfiguration().get<number>(PACE) ?? 0;
    const activity = activityIn(store.changesOf(id), store.daysOf(id));
    const summary = summarize(outline, (topicId) => store.markOf(id, topicId), activity, today);
    const pace = paceFor(summary.hours.left, hoursPerWeek, today);
    const track = this.#track(hoursPerWeek, today);
    const hoursLeft = track ? track.hoursLeft : summary.hours.left;
    const ownPace = paceFor(hoursLeft, summary.recent?.hoursPerWeek ?? 0, today);
    return {
      title: 'Progress',
      body: progressHtml({ title, summary, pace, ownPace, track, hoursPerWeek, today }),
      state: {},
    };
  }

  #track(hoursPerWeek: number, today: string): ProgressPage['track'] {
    const { library, store, track } = this.#options;
    const { outline } = library;
    const chosen = chosenTrack(outline, track);
    if (!chosen) return undefined;
    const leaves = outline.leaves.filter(({ id }) => chosen.topics.includes(id));
    const hoursLeft = hoursLeftIn(leaves, (id) => store.statusOf(outline.roadmap.id, id));
    return { title: chosen.title, hoursLeft, pace: paceFor(hoursLeft, hoursPerWeek, today) };
  }

  #receive(message: unknown): void {
    const { library, log } = this.#options;
    const { kind, topicId } = isRecord(message) ? message : {};
    if (kind === 'topic' && typeof topicId === 'string' && library.outline.topic(topicId)) {
      void vscode.commands.executeCommand(COMMANDS.openTopic, topicId);
    } else if (kind === 'track') {
      void vscode.commands.executeCommand(COMMANDS.chooseTrack);
    } else if (kind === 'settings') {
      void vscode.commands.executeCommand('workbench.action.openSettings', PACE);
    } else {
      log.warn('The progress page sent a message that means nothing; it was ignored.', message);
    }
  }
}
