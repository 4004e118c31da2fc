import * as vscode from 'vscode';
import type { Library } from '../library/Library.ts';
import { COMMANDS } from '../manifest.ts';
import { groupStatus } from '../progress/counts.ts';
import type { ProgressStore } from '../progress/ProgressStore.ts';
import { isGroup, type Leaf } from '../roadmap/model.ts';
import { rowKey } from '../rowKey.ts';
import { showFailure } from '../showFailure.ts';
import { Page, type PageContent } from './Page.ts';
import { type PageMessage, type QuestionMessage, readPageMessage } from './pageMessage.ts';
import { choicesOf } from './questionHtml.ts';
import { afterMessage, firstQuestion, gradeOf, type QuestionView } from './questionView.ts';
import { restoredTopic } from './restoredTopic.ts';
import { topicHtml } from './topicHtml.ts';
import { vanishedHtml } from './vanishedHtml.ts';

export const TOPIC_PAGE = 'mlRoadmap.topic';

export interface TopicPanelOptions {
  readonly library: Library;
  readonly store: ProgressStore;
  readonly media: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  /** Whether the learner wrote notes on a topic. */
  readonly hasNotes: (topicId: string) => boolean;
  /** Opens the notes on a topic that the roadmap no longer has. */
  readonly openKeptNotes: (topicId: string) => Promise<void>;
  /** What was reached in a project, when it was started: "3/6". */
  readonly reached: (projectId: string) => string | undefined;
  /** Keeps how well a question was known. */
  readonly grade: (leaf: Leaf, ask: string, knew: boolean) => Promise<void>;
}

/** The one page that shows a topic. Opening another topic reuses it. */
export class TopicPanel implements vscode.Disposable {
  readonly #options: TopicPanelOptions;
  readonly #page: Page;
  readonly #listening: { dispose(): void };
  #topicId = '';
  #question: QuestionView = firstQuestion;

  constructor(options: TopicPanelOptions) {
    this.#options = options;
    this.#page = new Page({
      viewType: TOPIC_PAGE,
      media: options.media,
      draw: () => this.#draw(),
      receive: (message) => this.#receive(message),
    });
    this.#listening = options.store.onDidChange(() => this.#page.update());
  }

  dispose(): void {
    this.#listening.dispose();
    this.#page.dispose();
  }

  get isOpen(): boolean {
    return this.#page.isOpen;
  }

  show(topicId: string): void {
    this.#turnTo(topicId);
    this.#page.show();
  }

  /** Brings back the page that was open before a reload. */
  restore(panel: vscode.WebviewPanel, state: unknown): void {
    this.#turnTo(restoredTopic(this.#options.library.outline, state));
    this.#page.adopt(panel);
  }

  /** Draws again what stands outside of progress: notes, projects. */
  update(): void {
    this.#page.update();
  }

  #turnTo(topicId: string): void {
    if (topicId !== this.#topicId) this.#question = firstQuestion;
    this.#topicId = topicId;
  }

  #draw(): PageContent {
    const { library, store, hasNotes, reached } = this.#options;
    const { outline } = library;
    const state = { topicId: this.#topicId };
    const topic = outline.topic(this.#topicId);
    if (!topic) {
      const kept = { hasNotes: hasNotes(this.#topicId) };
      return { title: 'Topic', body: vanishedHtml(outline, this.#topicId, kept), state };
    }
    const statusOf = (id: string) => store.statusOf(outline.roadmap.id, id);
    const status = isGroup(topic) ? groupStatus(topic, statusOf) : statusOf(topic.id);
    const body = topicHtml({
      outline,
      topic,
      status,
      mark: store.markOf(outline.roadmap.id, topic.id),
      statusOf,
      question: this.#question,
      hasNotes: hasNotes(topic.id),
      reached,
    });
    return { title: topic.title, body, state };
  }

  #receive(message: unknown): void {
    const { library, log, hasNotes } = this.#options;
    const kept = { hasNotes: hasNotes(this.#topicId) };
    const request = readPageMessage(library.outline, this.#topicId, message, kept);
    if (request) this.#handle(request).catch((thrown) => showFailure('The topic page', thrown, log));
    else log.warn('The topic page sent a message that means nothing; it was ignored.', message);
  }

  async #handle(request: PageMessage): Promise<void> {
    const { id: roadmapId } = this.#options.library.outline.roadmap;
    const run = (command: string, argument: string) => vscode.commands.executeCommand(command, argument);
    const { store } = this.#options;
    switch (request.kind) {
      case 'topic':
        return void run(COMMANDS.openTopic, request.topicId);
      case 'link':
        return void run(
          COMMANDS.openResource,
          rowKey(roadmapId, { kind: 'resource', topicId: this.#topicId, url: request.url }),
        );
      case 'start-project':
        return void run(COMMANDS.startProject, request.projectId);
      case 'open-project':
        return void run(COMMANDS.openProject, request.projectId);
      case 'notes':
        if (!this.#options.library.outline.topic(this.#topicId)) {
          return this.#options.openKeptNotes(this.#topicId);
        }
        return void run(COMMANDS.openNotes, this.#topicId);
      case 'mark':
        return store.setStatus(roadmapId, [this.#topicId], request.status);
      case 'part':
        return store.setStatus(roadmapId, [request.key], request.checked ? 'done' : 'not-started');
      case 'question':
        return this.#answer(request);
    }
  }

  async #answer(message: QuestionMessage): Promise<void> {
    const leaf = this.#options.library.outline.topic(this.#topicId);
    if (!leaf || isGroup(leaf)) return;
    const question = leaf.questions?.[this.#question.index];
    const knew = gradeOf(this.#question, message);
    this.#question = afterMessage(this.#question, message, question ? choicesOf(question).length : 0);
    this.#page.update();
    if (question && knew !== undefined) await this.#options.grade(leaf, question.ask, knew);
  }
}
