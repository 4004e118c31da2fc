import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { scratch } from '../vscode/paths.ts';
import type { Workbench } from './workbench.ts';

/** Keeps a picture of the window when a test of this suite fails. */
export function pictureFailures(workbench: () => Workbench): void {
  afterEach(async function () {
    if (this.currentTest?.state !== 'failed') return;
    const folder = join(scratch, 'failures');
    await mkdir(folder, { recursive: true });
    const name = this.currentTest.fullTitle().replace(/[^\w]+/g, '-');
    await workbench().page.screenshot({ path: join(folder, `${name}.png`) });
  });
}
