import { cp, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BUNDLED_ROADMAP, EXTENSION_ID } from '../../src/manifest.ts';
import type { Leaf, Roadmap, Topic } from '../../src/roadmap/model.ts';
import { root, scratch } from '../vscode/paths.ts';

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
}

export async function prepareSubjects(): Promise<Subject[]> {
  const bundled: Roadmap = JSON.parse(
    await readFile(join(root, `dist/roadmaps/${BUNDLED_ROADMAP}.json`), 'utf8'),
  );
  return [
    {
      name: 'minimal, 10 rows',
      extension: join(root, 'test/bench/minimal'),
      id: 'test.ml-roadmap-minimal',
      tab: 'Minimal',
      open: [],
      row: 'Row 3',
      ticked: 'Row 3, done',
    },
    await ours('78 topics', bundled),
    await ours('10,000 topics', generated(firstLeaf(bundled.topics))),
  ];
}

async function ours(name: string, roadmap: Roadmap): Promise<Subject> {
  const folder = join(scratch, 'bench', name.replace(/\W+/g, '-'));
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const part of ['package.json', 'media', 'dist']) {
    await cp(join(root, part), join(folder, part), { recursive: true });
  }
  await writeFile(join(folder, `dist/roadmaps/${BUNDLED_ROADMAP}.json`), JSON.stringify(roadmap));
  const path: Topic[] = [];
  for (let topic = roadmap.topics[0]; topic; topic = topic.topics?.[0]) path.push(topic);
  const leaf = path.at(-1)?.title ?? '';
  return {
    name,
    extension: folder,
    id: EXTENSION_ID,
    tab: 'ML Roadmap',
    open: path.slice(0, -1).map(({ title }) => title),
    row: leaf,
    ticked: `${leaf}, done`,
  };
}

/** 10 stages of 10 groups of 100 leaves, each as heavy as a real one. */
export function generated(sample: Leaf): Roadmap {
  const { prerequisites: _, related: __, ...content } = sample;
  const range = (length: number) => Array.from({ length }, (___, index) => index);
  const group = (id: string, topics: Topic[]): Topic => ({
    id,
    title: `Group ${id}`,
    summary: 'Many topics.',
    hours: 1,
    topics,
  });
  return {
    id: BUNDLED_ROADMAP,
    title: 'Generated',
    summary: 'For measuring.',
    topics: range(10).map((a) =>
      group(
        `s${a}`,
        range(10).map((b) =>
          group(
            `g${a}-${b}`,
            range(100).map((c) => ({ ...content, id: `t${a}-${b}-${c}`, title: `Topic ${a} ${b} ${c}` })),
          ),
        ),
      ),
    ),
  };
}

export function firstLeaf([first]: readonly Topic[]): Leaf {
  if (!first) throw new Error('the roadmap is empty');
  return first.topics ? firstLeaf(first.topics) : first;
}

export async function sizes(vsix: string): Promise<Record<string, string>> {
  const kilobytes = async (path: string) => `${((await stat(path)).size / 1024).toFixed(1)} KB`;
  return {
    'what activate loads (dist/desktop.js)': await kilobytes(join(root, 'dist/desktop.js')),
    'what the first command loads (dist/later.js)': await kilobytes(join(root, 'dist/later.js')),
    'all of it in a browser (dist/web.js)': await kilobytes(join(root, 'dist/web.js')),
    'the compiled roadmap': await kilobytes(join(root, `dist/roadmaps/${BUNDLED_ROADMAP}.json`)),
    'the package (VSIX)': await kilobytes(vsix),
  };
}
