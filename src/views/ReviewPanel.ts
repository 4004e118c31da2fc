import * as vscode from 'vscode';
import { isRecord } from '../isRecord.ts';
import type { Library } from '../library/Library.ts';
import { COMMANDS } from '../manifest.ts';
import { dayWatch } from '../progress/days.ts';
import { type DueQuestion, dueQuestions, sittingOf } from '../progress/due.ts';
import type { ProgressStore } from '../progress/ProgressStore.ts';
import type { Leaf } from '../roadmap/model.ts';
import { showFailure } from '../showFailure.ts';
import { Page, type PageContent } from './Page.ts';
import { readQuestionMessage } from './pageMessage.ts';
import { choicesOf } from './questionHtml.ts';
import { afterMessage, firstQuestion, gradeOf, type QuestionView } from './questionView.ts';
import { reviewHtml } from './reviewHtml.ts';

export const REVIEW_PAGE = 'mlRoadmap.review';

export interface ReviewPanelOptions {
  readonly library: Library;
  readonly store: ProgressStore;
  readonly media: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  readonly grade: (leaf: Leaf, ask: string, knew: boolean) => Promise<void>;
  readonly now: () => number;
}

/** The questions of done topics that are due, one after the other. */
export class ReviewPanel implements vscode.Disposable {
  readonly #options: ReviewPanelOptions;
  readonly #page: Page;
  readonly #listening: vscode.Disposable;
  #due: readonly DueQuestion[] = [];
  /** How many more were due when the sitting began. */
  #rest = 0;
  #view: QuestionView = firstQuestion;

  constructor(options: ReviewPanelOptions) {
    this.#options = options;
    this.#page = new Page({
      viewType: REVIEW_PAGE,
      media: options.media,
      draw: () => this.#draw(),
      receive: (message) =>
        void this.#receive(message).catch((thrown) => showFailure('The review page', thrown, options.log)),
    });
    const isNewDay = dayWatch(() => new Date(options.now()));
    this.#listening = vscode.window.onDidChangeWindowState(({ focused }) => {
      // A sitting that was left in the middle goes on; one that is over says what is due today.
      const isOver = this.#due[this.#view.index] === undefined;
      if (!focused || !isNewDay() || !this.#page.isOpen || !isOver) return;
      this.#begin();
      this.#page.update();
    });
  }

  dispose(): void {
    this.#listening.dispose();
    this.#page.dispose();
  }

  show(): void {
    this.#begin();
    this.#page.show();
  }

  restore(panel: vscode.WebviewPanel): void {
    this.#begin();
    this.#page.adopt(panel);
  }

  /** The list is fixed for one sitting: what was not known comes back another day, not in a minute. */
  #begin(): void {
    const { library, store, now } = this.#options;
    const { outline } = library;
    const all = dueQuestions(outline, (key) => store.markOf(outline.roadmap.id, key), now());
    this.#due = sittingOf(all);
    this.#rest = all.length - this.#due.length;
    this.#view = firstQuestion;
  }

  #draw(): PageContent {
    return { title: 'Review', body: reviewHtml(this.#due, this.#view, this.#rest), state: {} };
  }

  async #receive(message: unknown): Promise<void> {
    const { grade, log, library } = this.#options;
    const fields = isRecord(message) ? message : {};
    const due = this.#due[this.#view.index];
    const answer = fields.kind === 'question' ? readQuestionMessage(fields) : undefined;
    if (
      fields.kind === 'topic' &&
      typeof fields.topicId === 'string' &&
      library.outline.topic(fields.topicId)
    ) {
      await vscode.commands.executeCommand(COMMANDS.openTopic, fields.topicId);
    } else if (answer && due && answer.do !== 'again') {
      const knew = gradeOf(this.#view, answer);
      this.#view = afterMessage(this.#view, answer, choicesOf(due.question).length);
      // An answer that cannot be saved is told as an error; the sitting goes on all the same.
      this.#page.update();
      if (knew !== undefined) await grade(due.leaf, due.question.ask, knew);
    } else if (fields.kind === 'more' && !due) {
      this.#begin();
      this.#page.update();
    } else {
      log.warn('The review page sent a message that means nothing; it was ignored.', message);
    }
  }
}
