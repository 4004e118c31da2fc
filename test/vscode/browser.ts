import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import type { LaunchOptions } from 'playwright-core';
import { npmInstall } from './editor.ts';
import { scratch } from './paths.ts';
import { say } from './say.ts';

/** How to start a real browser: the machine's Chrome or Chromium, else one that npm has. */
export async function browserOptions(): Promise<LaunchOptions> {
  const own = installedBrowser();
  const { executablePath, args } = own ? { executablePath: own, args: [] } : await browserFromNpm();
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return { executablePath, headless: true, args: [...args, ...asRoot, ...quiet] };
}

/** No request but ours: on a closed network the browser's own would be refused, many at a time. */
const quiet = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

function installedBrowser(): string | undefined {
  const names = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'chrome'];
  const onPath = (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)));
  const elsewhere = [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  ];
  const named = process.env.CHROME_PATH ? [process.env.CHROME_PATH] : [];
  return [...named, ...onPath, ...elsewhere].find((path) => existsSync(path));
}

async function browserFromNpm(): Promise<{ executablePath: string; args: string[] }> {
  const home = join(scratch, 'chromium');
  const complete = join(home, 'complete');
  if (!existsSync(complete)) {
    await say('Fetching Chromium from npm (once, about 70 MB), because this machine has none', async () => {
      await mkdir(home, { recursive: true });
      await writeFile(join(home, 'package.json'), '{"private":true}');
      await npmInstall(home, ['@sparticuz/chromium@153.0.0']);
      await writeFile(complete, '');
    });
  }
  const { default: chromium } = await import(
    createRequire(join(home, 'package.json')).resolve('@sparticuz/chromium')
  );
  // These two are for a machine that runs one page and goes away; the workbench crashes under them.
  const unwanted = ['--single-process', '--no-zygote'];
  const args = (chromium.args as string[]).filter((argument) => !unwanted.includes(argument));
  return { executablePath: await chromium.executablePath(), args };
}
