import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scratch } from '../vscode/paths.ts';
import { Workbench } from './workbench.ts';

/** A workbench for one suite: started before its tests, stopped after them, photographed where one fails. */
export function suiteWorkbench(...options: ConstructorParameters<typeof Workbench>): Workbench {
  const workbench = new Workbench(...options);
  before(() => workbench.start());
  afterEach(async function () {
    if (this.currentTest?.state !== 'failed') return;
    const folder = join(scratch, 'failures');
    await mkdir(folder, { recursive: true });
    const name = this.currentTest.fullTitle().replace(/\W+/g, '-').slice(0, 150);
    await workbench.page.screenshot({ path: join(folder, `${name}.png`) });
  });
  after(() => workbench.stop());
  return workbench;
}

/** Empty folders for one suite. */
export class Folders {
  root = '';

  /** The path of the folder of this name; it is made when it is not there. */
  async make(name: string): Promise<string> {
    const folder = join(this.root, name);
    await mkdir(folder, { recursive: true });
    return folder;
  }
}

export function suiteFolders(): Folders {
  const folders = new Folders();
  before(async () => {
    folders.root = await mkdtemp(join(tmpdir(), 'ml-roadmap-folders-'));
  });
  after(() => rm(folders.root, { recursive: true, force: true }));
  return folders;
}
