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
    await page.exposeFunction('codeAutomationLog', (type: string, values: unknown[]) => {
      console.log(
        ...values.filter((value) => !isStyling(value)).map((value) => (type === 'error' ? value : value)),
      );
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

/** Consoles get `%c` and CSS along with the text. */
function isStyling(value: unknown): boolean {
  return typeof value === 'string' && /^(color|background): /.test(value);
}
