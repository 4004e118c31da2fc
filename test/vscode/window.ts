import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';

export interface WindowOptions {
  /** Absolute paths on this machine; no folder opens an empty window. */
  readonly folder?: string;
  readonly workspaceFile?: string;
  /** An extension to load from its folder, as F5 does. */
  readonly extension?: string;
  /** A module whose `run()` the extension host calls. */
  readonly tests?: string;
}

/** The address of a workbench window that opens all this. */
export function windowUrl(server: string, options: WindowOptions): string {
  const url = new URL(server);
  const remote = (path: string) => `vscode-remote://${url.host}${pathToFileURL(path).pathname}`;
  const payload = [
    ...(options.extension ? [['extensionDevelopmentPath', remote(options.extension)]] : []),
    ...(options.tests ? [['extensionTestsPath', remote(options.tests)]] : []),
  ];
  if (options.workspaceFile) url.searchParams.set('workspace', options.workspaceFile);
  else if (options.folder) url.searchParams.set('folder', options.folder);
  else url.searchParams.set('ew', 'true');
  if (payload.length > 0) url.searchParams.set('payload', JSON.stringify(payload));
  return url.toString();
}

/** Opens a window and waits until the workbench stands. */
export async function openWindow(page: Page, server: string, options: WindowOptions): Promise<void> {
  await page.goto(windowUrl(server, options));
  await page.locator('.monaco-workbench').waitFor({ timeout: 90_000 });
}
