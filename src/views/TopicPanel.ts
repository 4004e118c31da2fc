import * as vscode from 'vscode';
import type { Library } from '../library/Library.ts';
import { COMMANDS } from '../manifest.ts';
import { groupStatus } from '../progress/counts.ts';
import type { ProgressStore } from '../progress/ProgressStore.ts';
import { isGroup } from '../roadmap/model.ts';
import { rowKey } from '../rowKey.ts';
import { readPageMessage } from './pageMessage.ts';
import { pageHtml, topicHtml } from './topicHtml.ts';

/** The one page that shows a topic. Opening another topic reuses it. */
export class TopicPanel implements vscode.Disposable {
  readonly #library: Library;
  readonly #store: ProgressStore;
  readonly #media: vscode.Uri;
  readonly #log: vscode.LogOutputChannel;
  readonly #listening: vscode.Disposable;
  #panel: vscode.WebviewPanel | undefined;
  #topicId = '';

  constructor(library: Library, store: ProgressStore, extension: vscode.Uri, log: vscode.LogOutputChannel) {
    this.#library = library;
    this.#store = store;
    this.#media = vscode.Uri.joinPath(extension, 'media');
    this.#log = log;
    this.#listening = store.onDidChange(() => this.#draw()) as vscode.Disposable;
  }

  dispose(): void {
    this.#listening.dispose();
    this.#panel?.dispose();
  }

  show(topicId: string): void {
    this.#topicId = topicId;
    this.#panel ??= this.#create();
    this.#draw();
    this.#panel.reveal(undefined, false);
  }

  #create(): vscode.WebviewPanel {
    const panel = vscode.window.createWebviewPanel('mlRoadmap.topic', '', vscode.ViewColumn.Active, {
      enableScripts: true,
      localResourceRoots: [this.#media],
    });
    panel.onDidDispose(() => {
      this.#panel = undefined;
    });
    panel.webview.onDidReceiveMessage((message: unknown) => this.#receive(message));
    return panel;
  }

  #draw(): void {
    if (!this.#panel) return;
    const { outline } = this.#library;
    const topic = outline.topic(this.#topicId);
    if (!topic) return;
    const statusOf = (id: string) => this.#store.statusOf(outline.roadmap.id, id);
    const status = isGroup(topic) ? groupStatus(topic, statusOf) : statusOf(topic.id);
    const { webview } = this.#panel;
    const file = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(this.#media, name)).toString();
    this.#panel.title = topic.title;
    webview.html = pageHtml(topic.title, topicHtml({ outline, topic, status, statusOf }), {
      cspSource: webview.cspSource,
      nonce: crypto.randomUUID(),
      stylesheet: file('page.css'),
      script: file('page.js'),
    });
  }

  #receive(message: unknown): void {
    const request = readPageMessage(this.#library.outline, this.#topicId, message);
    if (request?.kind === 'topic') {
      void vscode.commands.executeCommand(COMMANDS.openTopic, request.topicId);
    } else if (request?.kind === 'link') {
      const { id } = this.#library.outline.roadmap;
      const key = rowKey(id, { kind: 'resource', topicId: this.#topicId, url: request.url });
      void vscode.commands.executeCommand(COMMANDS.openResource, key);
    } else if (request?.kind === 'project') {
      void vscode.commands.executeCommand(COMMANDS.startProject, request.projectId);
    } else {
      this.#log.warn('The topic page sent a message that means nothing; it was ignored.', message);
    }
  }
}
