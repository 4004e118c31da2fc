import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Frame, type Locator, type Page } from 'playwright-core';
import { EXTENSION_ID } from '../../src/manifest.ts';
import { browserOptions } from '../vscode/browser.ts';
import { delayed } from '../vscode/delayed.ts';
import { VERSIONS } from '../vscode/editor.ts';
import { root } from '../vscode/paths.ts';
import { plainSettings, type Server, type ServerOptions, startServer } from '../vscode/server.ts';
import { openWindow, type WindowOptions } from '../vscode/window.ts';

interface Options extends Pick<ServerOptions, 'vsix' | 'settings' | 'extensions' | 'env'> {
  /** The folder of the extension under development; this repository by default. */
  readonly extension?: string;
  /** Pixels. High enough by default that every row of a test is on screen: a list draws no others. */
  readonly size?: Size;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

interface Running {
  readonly server: Server;
  /** Where its windows are. */
  readonly url: string;
  profile: string;
  context: BrowserContext;
  page: Page;
}

/** Milliseconds by which every answer of the editor's server is late: for looking for races in tests. */
const DELAY = Number(process.env.UI_DELAY ?? 0);

/** A color theme: its name, and what the workbench and a page show it by. */
export interface Theme {
  readonly name: string;
  readonly mark: string;
  readonly kind: string;
}

export const themes: readonly Theme[] = [
  { name: 'Light Modern', mark: 'vs', kind: 'vscode-light' },
  { name: 'Dark Modern', mark: 'vs-dark', kind: 'vscode-dark' },
  { name: 'Dark High Contrast', mark: 'hc-black', kind: 'vscode-high-contrast' },
  { name: 'Light High Contrast', mark: 'hc-light', kind: 'vscode-high-contrast-light' },
];

/**
 * A real VS Code in a real browser, driven as a person would. One per suite.
 * With a VSIX: that package, installed, and workspace trust on. Without: this folder, as F5 loads it.
 */
export class Workbench {
  readonly #options: Options;
  #state: Running | undefined;

  constructor(options: Options = {}) {
    this.#options = options;
  }

  /** Where the extension keeps what belongs to no folder, on this machine's disk. */
  get globalStorage(): string {
    return join(this.#running.server.data, 'user/User/globalStorage', EXTENSION_ID);
  }

  async start(): Promise<void> {
    const { vsix, settings, extensions, env } = this.#options;
    const server = await startServer({
      version: VERSIONS.newest,
      settings: { ...plainSettings, ...settings },
      ...(extensions ? { extensions } : {}),
      ...(env ? { env } : {}),
      ...(vsix ? { vsix, workspaceTrust: true } : {}),
    });
    const profile = await newProfile();
    const url = DELAY > 0 ? await delayed(server.url, DELAY) : server.url;
    this.#state = { server, url, profile, ...(await openBrowser(profile, this.#size)) };
  }

  async stop(): Promise<void> {
    const { context, server, profile } = this.#running;
    await context.close();
    await server.stop();
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  async open(window: WindowOptions = {}): Promise<void> {
    const ours = this.#options.vsix ? {} : { extension: this.#options.extension ?? root };
    await openWindow(this.page, this.#running.url, { ...window, ...ours });
  }

  get #size(): Size {
    return this.#options.size ?? { width: 1280, height: 1600 };
  }

  get #running(): Running {
    if (!this.#state) throw new Error('the workbench was not started');
    return this.#state;
  }

  get page(): Page {
    return this.#running.page;
  }

  get context(): BrowserContext {
    return this.#running.context;
  }

  /** Closes the browser and opens it again, with the same profile or a new one. */
  async restartBrowser(profile: 'same' | 'new'): Promise<void> {
    await this.context.close();
    await this.#reopen(profile);
  }

  /** Ends the browser as a crash does, and opens a new one. */
  async killBrowser(profile: 'same' | 'new'): Promise<void> {
    const session = await this.context.browser()?.newBrowserCDPSession();
    const closed = new Promise<void>((resolve) => this.context.once('close', () => resolve()));
    await session?.send('Browser.crash').catch(() => undefined);
    await closed;
    await this.#reopen(profile);
  }

  async #reopen(profile: 'same' | 'new'): Promise<void> {
    const running = this.#running;
    if (profile === 'new') {
      await rm(running.profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
      running.profile = await newProfile();
    }
    Object.assign(running, await openBrowser(running.profile, this.#size));
  }

  /** Reloads the window as a browser does, without a word to the editor. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.page.locator('.monaco-workbench').waitFor();
  }

  /**
   * Reloads the window as the editor does, which remembers its tabs. What was on the page before is gone when this
   * resolves, so that nobody takes it for what came back.
   */
  async reloadWindow(): Promise<void> {
    await Promise.all([this.page.waitForEvent('load'), this.runCommand('Developer: Reload Window')]);
    await this.page.locator('.monaco-workbench').waitFor();
  }

  /** Opens our sidebar and waits for the tree. Not by its icon: a click on that closes a sidebar that is open. */
  async showRoadmap(): Promise<void> {
    await this.run('Focus on Topics View');
    await this.rows.first().waitFor();
  }

  get sidebar(): Locator {
    return this.page.locator('.part.sidebar');
  }

  /** Drags the sidebar's edge until it is so many pixels wide. */
  async widenSidebar(width: number): Promise<void> {
    const box = await this.sidebar.boundingBox();
    if (!box) throw new Error('the sidebar is closed');
    await this.page.mouse.move(box.x + box.width + 2, 400);
    await this.page.mouse.down();
    await this.page.mouse.move(box.x + width, 400, { steps: 5 });
    await this.page.mouse.up();
  }

  /** One of our views, by how its title begins. */
  view(title: string): Locator {
    return this.sidebar.locator('.pane').filter({ has: this.heading(title) });
  }

  /** The heading of a view whose title begins like this. */
  heading(title: string): Locator {
    return this.page.locator('.pane-header').filter({ hasText: new RegExp(`^\\s*${title}`) });
  }

  get rows(): Locator {
    return this.view('Topics').locator('.monaco-list-row[role=treeitem]');
  }

  /** The row whose screen-reader label is these words, or begins with them and a comma. */
  row(label: string, view = 'Topics'): Locator {
    const [exactly, more] = [JSON.stringify(label), JSON.stringify(`${label},`)];
    const row = '.monaco-list-row[role=treeitem]';
    return this.view(view).locator(`${row}[aria-label=${exactly}], ${row}[aria-label^=${more}]`);
  }

  /** Opens a view that is folded to its heading. */
  async unfold(view: string): Promise<void> {
    const heading = this.heading(view);
    if ((await heading.getAttribute('aria-expanded')) !== 'true') await heading.click();
    await heading.and(this.page.locator('[aria-expanded=true]')).waitFor();
  }

  async expand(label: string, view = 'Topics'): Promise<void> {
    const row = this.row(label, view);
    if ((await row.getAttribute('aria-expanded')) === 'true') return;
    await row.locator('.monaco-tl-twistie').click();
    await row.and(this.page.locator('[aria-expanded=true]')).waitFor();
  }

  /** Opens the context menu of a row and takes an item: with Enter, because a menu that just opened ignores the mouse. */
  async chooseFromMenu(row: string, title: string, view = 'Topics'): Promise<void> {
    await this.row(row, view).click({ button: 'right' });
    const item = this.page.getByRole('menuitem', { name: title });
    await item.hover();
    await item.focus();
    await this.page.keyboard.press('Enter');
    await item.waitFor({ state: 'detached' });
  }

  /** Runs one of our commands as a person does. */
  async run(title: string): Promise<void> {
    await this.runCommand(`ML Roadmap: ${title}`);
  }

  /** Opens the palette, types, and takes the command whose title begins like this. */
  async runCommand(title: string): Promise<void> {
    // F1 would close a question that was just answered and is still there, and open nothing.
    await this.quickInput.waitFor({ state: 'hidden' });
    await this.page.keyboard.press('F1');
    const input = this.quickInput.locator('input[type=text]');
    const option = this.quickInput.locator(`[role=option][aria-label^=${JSON.stringify(title)}]`).first();
    // The palette lists what is there when something is typed. A window that just opened may not have every
    // command yet, so it is typed until it is listed; the test's own time is the limit.
    do {
      await input.fill('>');
      await input.fill(`>${title}`);
    } while (!(await isThere(option)));
    // Not Enter: the first of the list may be another command with the same words in it.
    await option.click();
  }

  get quickInput(): Locator {
    return this.page.locator('.quick-input-widget:visible');
  }

  /** Waits for the question, types the beginning of an item, and takes it. */
  async choose(title: string, item: string): Promise<void> {
    // By its title, which the palette does not have: that one may still be closing.
    await this.quickInput.locator('.quick-input-title').filter({ hasText: title }).waitFor();
    const input = this.quickInput.locator('input[type=text]');
    // The question before may have the same title, and take what is typed with it when it closes.
    do {
      await input.fill(item);
      await this.quickInput.getByRole('option', { name: item }).first().waitFor();
    } while ((await input.inputValue()) !== item);
    await input.press('Enter');
  }

  /**
   * Goes into a folder that the question for one lists. The question takes no answer until it lists what is in there
   * instead: it opens the one it still has marked again.
   */
  async enterFolder(name: string): Promise<void> {
    const option = this.quickInput.getByRole('option', { name, exact: true });
    await option.click();
    await option.waitFor({ state: 'detached' });
  }

  /**
   * Answers a question for a file or folder with the path it proposes, once that ends like this. Typing another
   * would mix it up with the path while the dialog still lists the folder.
   */
  async acceptPath(end: string, button: string | RegExp): Promise<void> {
    const input = this.quickInput.locator('input[type=text]');
    while (!(await input.inputValue()).endsWith(end)) await input.focus();
    await this.quickInput.getByRole('button', { name: button }).click();
  }

  /** Puts this theme on, and waits until it is there. */
  async useTheme({ name, mark }: Theme): Promise<void> {
    await this.runCommand('Preferences: Color Theme');
    const input = this.quickInput.locator('input[placeholder*="Color Theme"]');
    await input.fill(name);
    await this.quickInput.getByRole('option', { name }).first().waitFor();
    await this.page.keyboard.press('Enter');
    await this.page.locator(`.monaco-workbench.${mark}`).waitFor();
    // What opens before the list of themes is gone would lose the focus, and close.
    await this.quickInput.waitFor({ state: 'hidden' });
  }

  /** The innermost frame of the webview that is shown, for what a locator cannot do. */
  async webviewFrame(): Promise<Frame> {
    const element = await this.webview.locator('main').elementHandle();
    const frame = await element?.ownerFrame();
    if (!frame) throw new Error('no page is shown');
    return frame;
  }

  /** The content of the one webview, two frames deep. */
  get webview() {
    return this.page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  }

  /** Presses Tab until something on the page that is shown has the focus. */
  async tabTo(target: Locator): Promise<void> {
    const there = () => target.evaluate((element) => element === element.ownerDocument.activeElement);
    for (let left = 100; left > 0 && !(await there()); left--) await this.page.keyboard.press('Tab');
    if (!(await there())) throw new Error('Tab does not come there');
  }

  /** Answers the question that is shown with the keyboard alone, from wherever the focus is. */
  async answerWithKeys(question: string, next: string): Promise<void> {
    const card = this.webview.getByRole('group', { name: question });
    await this.tabTo(card.getByRole('button').first());
    await this.page.keyboard.press('Enter');
    // Where the focus is, a screen reader reads.
    await card.locator('#answer:focus').waitFor();
    await this.page.keyboard.press('Tab');
    await card.locator(':is(#knew, #did-not):focus').waitFor();
    await this.page.keyboard.press('Enter');
    await this.webview.getByRole('group', { name: next }).and(this.webview.locator(':focus')).waitFor();
  }

  /** A notification, in the center that the bell opens: a window that tests can drive shows no toasts. */
  async notification(text: string | RegExp): Promise<Locator> {
    const center = this.page.locator('.notifications-center');
    // The first, because the center may draw a notification twice when another arrives while it opens.
    const item = center.locator('.notification-list-item').filter({ hasText: text }).first();
    // A notification that arrives while the center opens closes it again.
    do {
      if (!(await center.isVisible())) await this.page.locator('[id="status.notifications"]').click();
    } while (!(await isThere(item)));
    // Away from the bell: what it says when the mouse rests on it would lie over the buttons.
    await this.page.mouse.move(640, 400);
    return item;
  }

  /** Closes the center again. While it is open it takes the Escape key away from a question. */
  async hideNotifications(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await this.page.locator('.notifications-center').waitFor({ state: 'hidden' });
  }
}

/** Whether it shows within a second. */
function isThere(locator: Locator): Promise<boolean> {
  return locator.waitFor({ timeout: 1000 }).then(
    () => true,
    () => false,
  );
}

function newProfile(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'ml-roadmap-browser-'));
}

async function openBrowser(
  profile: string,
  viewport: Size,
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await chromium.launchPersistentContext(profile, {
    ...(await browserOptions()),
    viewport,
  });
  context.setDefaultTimeout(30_000);
  return { context, page: context.pages()[0] ?? (await context.newPage()) };
}
