import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BUNDLED_ROADMAP } from '../../src/manifest.ts';
import type { Roadmap } from '../../src/roadmap/model.ts';
import { root } from './paths.ts';

/** What the build made, for tests that look at it and for copies that may be changed. */

/** The compiled roadmap of an extension; by default of this folder. */
export function roadmapFile(extension = root): string {
  return join(extension, `dist/roadmaps/${BUNDLED_ROADMAP}.json`);
}

export async function builtRoadmap(extension = root): Promise<Roadmap> {
  return JSON.parse(await readFile(roadmapFile(extension), 'utf8'));
}

/** Copies what an editor needs of the extension. */
export async function copyExtension(to: string): Promise<void> {
  for (const part of ['package.json', 'media', 'dist']) {
    await cp(join(root, part), join(to, part), { recursive: true });
  }
}
