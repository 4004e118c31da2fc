import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EXTENSION_ID } from '../../src/manifest.ts';
import type { Roadmap, Topic } from '../../src/roadmap/model.ts';
import { leavesOf } from '../../src/roadmap/outline.ts';
import { builtRoadmap, copyExtension, roadmapFile } from '../vscode/built.ts';
import { root, scratch } from '../vscode/paths.ts';
import { generated } from './generated.ts';

/** What is measured: an extension in a folder, and where its first checkbox is. */
export interface Subject {
  readonly name: string;
  readonly extension: string;
  readonly id: string;
  readonly tab: string;
  /** Rows to open, from the top, before the box shows. */
  readonly open: readonly string[];
  /** The row whose box is ticked, and how its label begins when it was repainted. */
  readonly row: string;
  readonly ticked: string;
  /** The row that is filtered for. */
  readonly last: string;
  /** How much there is on its map, when that is drawn. */
  readonly map?: { readonly nodes: number; readonly edges: number };
}

export async function prepareSubjects(): Promise<Subject[]> {
  const bundled = await builtRoadmap();
  // Ten thousand topics are a page of 12 MB: it takes a quarter of a minute to draw, and a second for each key.
  const { map: _, ...tenThousand } = await ours('10,000 topics', generated(bundled, 100));
  return [
    {
      name: 'minimal, 10 rows',
      extension: join(root, 'test/bench/minimal'),
      id: 'test.ml-roadmap-minimal',
      tab: 'Minimal',
      open: [],
      row: 'Row 3',
      ticked: 'Row 3, done',
      last: 'Row 9',
    },
    await ours('78 topics', bundled),
    await ours('1,000 topics', generated(bundled, 10)),
    tenThousand,
  ];
}

async function ours(name: string, roadmap: Roadmap): Promise<Subject> {
  const folder = join(scratch, 'bench', name.replace(/\W+/g, '-'));
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await copyExtension(folder);
  await writeFile(roadmapFile(folder), JSON.stringify(roadmap));
  // The build laid out the bundled roadmap only; what is in its place is laid out when it is shown.
  if (name !== '78 topics') await rm(join(folder, 'dist/maps'), { recursive: true });
  const path: Topic[] = [];
  for (let topic = roadmap.topics[0]; topic; topic = topic.topics?.[0]) path.push(topic);
  const leaf = path.at(-1)?.title ?? '';
  const leaves = roadmap.topics.flatMap(leavesOf);
  return {
    name,
    extension: folder,
    id: EXTENSION_ID,
    tab: 'ML Roadmap',
    open: path.slice(0, -1).map(({ title }) => title),
    row: leaf,
    ticked: `${leaf}, done`,
    last: leaves.at(-1)?.title ?? '',
    map: { nodes: leaves.length, edges: leaves.flatMap(({ prerequisites = [] }) => prerequisites).length },
  };
}

export async function sizes(vsix: string): Promise<Record<string, string>> {
  const kilobytes = async (path: string) => `${((await stat(path)).size / 1024).toFixed(1)} KB`;
  return {
    'what activate loads (dist/desktop.js)': await kilobytes(join(root, 'dist/desktop.js')),
    'what the first command loads (dist/later.js)': await kilobytes(join(root, 'dist/later.js')),
    'all of it in a browser (dist/web.js)': await kilobytes(join(root, 'dist/web.js')),
    'the compiled roadmap': await kilobytes(roadmapFile()),
    'the package (VSIX)': await kilobytes(vsix),
  };
}
