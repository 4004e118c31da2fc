import * as vscode from 'vscode';
import type { Library } from '../library/Library.ts';
import { COMMANDS } from '../manifest.ts';
import type { MapLayout } from '../map/layout.ts';
import type { StatusOf } from '../progress/counts.ts';
import type { ProgressStore } from '../progress/ProgressStore.ts';
import { showFailure } from '../showFailure.ts';
import { mapHtml } from './mapHtml.ts';
import { type MapMessage, readMapMessage } from './mapMessage.ts';
import { mapStates } from './mapStates.ts';
import { Page, type PageContent } from './Page.ts';
import { standaloneSvg } from './standaloneSvg.ts';

export const MAP_PAGE = 'mlRoadmap.map';

export interface MapPanelOptions {
  readonly library: Library;
  readonly store: ProgressStore;
  readonly media: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  /** The map of the loaded roadmap. */
  readonly layout: () => Promise<MapLayout> | MapLayout;
  readonly track: {
    readonly get: () => string | undefined;
    readonly set: (trackId: string | undefined) => Promise<void>;
  };
  /** Asks where to save a file, and writes it there. */
  readonly save: (name: string, bytes: Uint8Array) => Promise<void>;
}

/** Before the layout was read. */
const nothing: MapLayout = { width: 0, height: 0, nodes: [], regions: [], edges: [] };

/** The page that shows the whole roadmap as a picture. Ticks reach it as small messages, so that it stays where it is. */
export class MapPanel implements vscode.Disposable {
  readonly #options: MapPanelOptions;
  readonly #page: Page;
  readonly #listening: { dispose(): void };
  #layout: MapLayout | undefined;

  constructor(options: MapPanelOptions) {
    this.#options = options;
    this.#page = new Page({
      viewType: MAP_PAGE,
      media: options.media,
      scripts: ['map.js'],
      styles: ['map.css'],
      draw: () => this.#draw(),
      receive: (message) => this.#receive(message),
    });
    this.#listening = options.store.onDidChange(() => this.update());
  }

  dispose(): void {
    this.#listening.dispose();
    this.#page.dispose();
  }

  async show(): Promise<void> {
    this.#layout = await this.#options.layout();
    this.#page.show();
  }

  /** Brings back the page that was open before a reload. */
  async adopt(panel: vscode.WebviewPanel): Promise<void> {
    this.#layout = await this.#options.layout();
    this.#page.adopt(panel);
  }

  /** Shows states and track as they are now, without drawing anew. */
  update(): void {
    if (this.#page.isOpen)
      this.#page.post(mapStates(this.#options.library.outline, this.#statusOf, this.#track));
  }

  get #track() {
    const trackId = this.#options.track.get();
    return this.#options.library.outline.roadmap.tracks?.find(({ id }) => id === trackId);
  }

  readonly #statusOf: StatusOf = (topicId) => {
    const { library, store } = this.#options;
    return store.statusOf(library.outline.roadmap.id, topicId);
  };

  #draw(): PageContent {
    const { outline } = this.#options.library;
    const body = mapHtml({
      layout: this.#layout ?? nothing,
      outline,
      statusOf: this.#statusOf,
      track: this.#track,
    });
    return { title: `Map: ${outline.roadmap.title}`, body, state: {} };
  }

  #receive(message: unknown): void {
    const { library, log } = this.#options;
    const request = readMapMessage(library.outline, message);
    if (request) this.#handle(request).catch((thrown) => showFailure('The map page', thrown, log));
    else log.warn('The map page sent a message that means nothing; it was ignored.');
  }

  async #handle(request: MapMessage): Promise<void> {
    const { library, track, save } = this.#options;
    const name = `${library.outline.roadmap.id}-map`;
    switch (request.kind) {
      case 'open':
        await vscode.commands.executeCommand(COMMANDS.openTopic, request.topicId);
        return;
      case 'track':
        await track.set(request.trackId);
        return this.update();
      case 'picture':
        return this.#page.post({ kind: 'picture', svg: this.#picture() });
      case 'export':
        if (request.format === 'png') await save(`${name}.png`, request.bytes);
        else await save(`${name}.svg`, new TextEncoder().encode(this.#picture()));
    }
  }

  #picture(): string {
    const { outline } = this.#options.library;
    return standaloneSvg(this.#layout ?? nothing, outline, this.#statusOf, { track: this.#track });
  }
}
