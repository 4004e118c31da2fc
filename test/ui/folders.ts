import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Empty folders for one suite. */
export interface Folders {
  readonly root: string;
  make(name: string): Promise<string>;
  remove(): Promise<void>;
}

export async function newFolders(): Promise<Folders> {
  const root = await mkdtemp(join(tmpdir(), 'ml-roadmap-folders-'));
  return {
    root,
    async make(name) {
      const folder = join(root, name);
      await mkdir(folder);
      return folder;
    },
    remove: () => rm(root, { recursive: true, force: true }),
  };
}
