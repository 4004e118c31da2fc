import { chromium } from 'playwright-core';
import { browserOptions } from './browser.ts';
import { startServer } from './server.ts';
import { openWindow, type WindowOptions } from './window.ts';

/** Runs a test module in the extension host of a VS Code from npm, as desktop VS Code does it. */
export async function runInHost(
  version: string,
  window: WindowOptions & { readonly tests: string },
  env: Readonly<Record<string, string>>,
): Promise<number> {
  const server = await startServer({ version, env });
  const browser = await chromium.launch(await browserOptions());
  try {
    const page = await browser.newPage();
    await page.exposeFunction('codeAutomationLog', (_type: string, values: unknown[]) => {
      if (!values.some(isNoise)) console.log(...values);
    });
    const exited = new Promise<number>((resolve) => {
      void page.exposeFunction('codeAutomationExit', (code: number) => resolve(code));
    });
    await openWindow(page, server.url, window);
    return await exited;
  } finally {
    await browser.close();
    await server.stop();
  }
}

/** What the editor says of itself: native modules that were not compiled, files it looked for in vain. */
function isNoise(value: unknown): boolean {
  return typeof value === 'string' && /Could not locate the bindings file|\[node\.js fs\]/.test(value);
}
