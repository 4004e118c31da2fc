import * as vscode from 'vscode';
import type { PageId } from '../manifest.ts';
import { pageHtml } from './pageHtml.ts';

export interface PageContent {
  readonly title: string;
  /** HTML of our own making, in which everything that comes from elsewhere was escaped. */
  readonly body: string;
  /** What brings this page back after a reload of the window. Plain JSON. */
  readonly state: unknown;
}

export interface PageOptions {
  readonly viewType: PageId;
  readonly media: vscode.Uri;
  /** Scripts in `media/` besides `page.js`. */
  readonly scripts?: readonly string[];
  /** Style sheets in `media/` besides `page.css`. */
  readonly styles?: readonly string[];
  readonly draw: () => PageContent | undefined;
  /** Gets whatever the page sends. Nothing in it can be trusted. */
  readonly receive: (message: unknown) => void;
  readonly column?: vscode.ViewColumn;
}

/**
 * One webview panel that is reused. Its HTML is set once; after that it gets new content as messages, which
 * keeps the place, the focus and what is unfolded. A hidden page is thrown away by the editor and asks again
 * when it comes back.
 */
export class Page implements vscode.Disposable {
  readonly #options: PageOptions;
  #panel: vscode.WebviewPanel | undefined;
  /** What the page shows by itself whenever the editor loads it, also when it was hidden for a while. */
  #loads = '';

  constructor(options: PageOptions) {
    this.#options = options;
  }

  dispose(): void {
    this.#panel?.dispose();
  }

  get isOpen(): boolean {
    return this.#panel !== undefined;
  }

  show(): void {
    const { viewType, column } = this.#options;
    if (this.#panel) this.update();
    else {
      const shown = { viewColumn: column ?? vscode.ViewColumn.Active, preserveFocus: false };
      this.adopt(vscode.window.createWebviewPanel(viewType, '', shown));
    }
    this.#panel?.reveal(undefined, false);
  }

  /** Takes over a panel: a new one, or one that the editor kept through a reload. */
  adopt(panel: vscode.WebviewPanel): void {
    if (this.#panel && this.#panel !== panel) this.#panel.dispose();
    this.#panel = panel;
    panel.webview.options = { enableScripts: true, localResourceRoots: [this.#options.media] };
    panel.onDidDispose(() => {
      if (this.#panel === panel) this.#panel = undefined;
    });
    panel.webview.onDidReceiveMessage((message: unknown) => {
      if ((message as { kind?: unknown } | null)?.kind === 'ready') this.#catchUp();
      else this.#options.receive(message);
    });
    const content = this.#options.draw();
    if (content) this.#setHtml(panel, content);
  }

  /** Tells a page that was just loaded what has changed since its HTML was set. */
  #catchUp(): void {
    if (this.#options.draw()?.body !== this.#loads) this.update();
  }

  /** Shows what is true now, when the page is open. */
  update(): void {
    const content = this.#panel && this.#options.draw();
    if (!this.#panel || !content) return;
    this.#panel.title = content.title;
    void this.#panel.webview.postMessage(content);
  }

  /** Sends the page's own script something besides content. */
  post(message: unknown): void {
    void this.#panel?.webview.postMessage(message);
  }

  #setHtml(panel: vscode.WebviewPanel, content: PageContent): void {
    const { media, scripts = [], styles = [] } = this.#options;
    const file = (name: string) => panel.webview.asWebviewUri(vscode.Uri.joinPath(media, name)).toString();
    this.#loads = content.body;
    panel.title = content.title;
    panel.iconPath = vscode.Uri.joinPath(media, 'icon.png');
    panel.webview.html = pageHtml(content, {
      cspSource: panel.webview.cspSource,
      nonce: crypto.randomUUID(),
      stylesheets: ['page.css', ...styles].map(file),
      scripts: ['page.js', ...scripts].map(file),
    });
  }
}
