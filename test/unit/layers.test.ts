import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

const src = join(import.meta.dirname, '../../src');

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
  /** Loaded in the middle of the code, with `import('…')`. */
  readonly dynamic: boolean;
}

/** Which folders of ours the files of a folder may load at run time. What is not listed may load nothing of ours. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  roadmap: [],
  progress: ['roadmap'],
  projects: ['roadmap'],
  library: ['roadmap'],
  map: ['roadmap', 'progress'],
  storage: ['progress'],
  views: ['roadmap', 'progress', 'library', 'map'],
  commands: ['roadmap', 'progress', 'library', 'projects'],
  build: ['roadmap', 'projects', 'map'],
};
/** Small files at the top of `src/` that everyone may load. */
const shared = [
  'errors.ts',
  'isRecord.ts',
  'showFailure.ts',
  'events.ts',
  'manifest.ts',
  'rowKey.ts',
  'projectKey.ts',
  'ui.ts',
  'withinTime.ts',
  'words.ts',
  'host.ts',
  'choice.ts',
  'grouping.ts',
  'api.ts',
  'walkthrough.ts',
];
const composition = [
  'extension.ts',
  'createApi.ts',
  'editorUi.ts',
  'later.ts',
  'ReadOnlyTexts.ts',
  'processes.ts',
  'desktop.ts',
  'web.ts',
];
/** Where loading `vscode` is the job. Everything else is tested in plain Node. */
const mayLoadVscode = [
  'showFailure.ts',
  'walkthrough.ts',
  'web.ts',
  'extension.ts',
  'later.ts',
  'editorUi.ts',
  'library/Library.ts',
  'storage/createStore.ts',
  'storage/journalFiles.ts',
  'views/TopicsView.ts',
  'views/loadForRows.ts',
  'views/TopicPanel.ts',
  'commands/register.ts',
  'projects/writeProject.ts',
  'projects/projectsFolder.ts',
  'projects/StartedProjects.ts',
  'projects/MilestoneItems.ts',
  'projects/ProjectChecks.ts',
  'projects/Resume.ts',
  'projects/afterwards.ts',
  'projects/pythonEnvironments.ts',
  'projects/checkMilestone.ts',
  'projects/examine.ts',
  'projects/interpreter.ts',
  'projects/resetToStub.ts',
  'projects/saveCopy.ts',
  'projects/writeWhole.ts',
  'projects/services.ts',
  'storage/Notes.ts',
  'views/MapPanel.ts',
  'views/Page.ts',
  'views/ProgressPanel.ts',
  'views/ReviewPanel.ts',
  'views/StatusBar.ts',
  'views/UpNextView.ts',
  'views/ProjectsView.ts',
  'views/treeItem.ts',
  'ReadOnlyTexts.ts',
];

const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.ts'));
const imports = files.flatMap((file) => importsOf(file, readFileSync(join(src, file), 'utf8')));

describe('the folders are the data flow', () => {
  it('reads every source file', () => {
    assert.ok(files.length > 30 && imports.length > 80, `${files.length} files, ${imports.length} imports`);
  });

  for (const [folder, others] of Object.entries(allowed)) {
    it(`${folder}/ loads nothing of ours but ${others.join(', ') || 'itself'}`, () => {
      const breaches = imports.filter((found) => folderOf(found.from) === folder && isBreach(found));
      assert.deepEqual(breaches, []);
    });
  }

  it('nothing is loaded in the middle of the code but later.ts, by extension.ts', () => {
    const dynamic = imports.filter((found) => found.dynamic).map(({ from, to }) => `${from} → ${to}`);
    assert.deepEqual(dynamic, ['extension.ts → later.ts']);
  });

  it('roadmap/ takes not even a type from the rest', () => {
    const outside = imports.filter(
      ({ from, to }) => folderOf(from) === 'roadmap' && isOurs(to) && folderOf(to) !== 'roadmap',
    );
    assert.deepEqual(outside, []);
  });

  it('every folder has a rule', () => {
    const folders = new Set(files.map(folderOf).filter(Boolean));
    assert.deepEqual([...folders].sort(), Object.keys(allowed).sort());
    const top = files.filter((file) => folderOf(file) === '');
    assert.deepEqual(top.sort(), [...shared, ...composition].sort());
  });

  it('only the edges load vscode', () => {
    const loaders = imports
      .filter(({ to, typeOnly }) => to === 'vscode' && !typeOnly)
      .map(({ from }) => from);
    assert.deepEqual([...new Set(loaders)].sort(), [...mayLoadVscode].sort());
  });

  it('only the entry points import extension.ts', () => {
    const importers = imports.filter(({ to }) => to === 'extension.ts').map(({ from }) => from);
    assert.deepEqual(importers.sort(), ['desktop.ts', 'web.ts']);
  });

  it('what ships loads neither yaml nor zod', () => {
    const shipped = reachable(['desktop.ts', 'web.ts', 'later.ts']);
    const heavy = imports.filter(({ from, to, typeOnly }) => !typeOnly && shipped.has(from) && !isOurs(to));
    const packages = new Set(heavy.map(({ to }) => to).filter((name) => !name.startsWith('node:')));
    assert.deepEqual([...packages].sort(), ['@vscode/python-environments', 'ts-fsrs', 'vscode']);
    const web = reachable(['web.ts', 'later.ts']);
    assert.deepEqual(
      imports.filter(({ from, to }) => web.has(from) && to.startsWith('node:')),
      [],
    );
  });
});

describe('reading imports', () => {
  const breachesIn = (text: string) => importsOf('progress/x.ts', text).filter(isBreach);

  for (const [kind, text] of Object.entries({
    'a name': "import { page } from '../views/page.ts';",
    'names on lines of their own': "import {\n  a,\n  type B,\n} from '../views/page.ts';",
    everything: "import * as page from '../views/page.ts';",
    'a name handed on': "export { page } from '../views/page.ts';",
    'everything handed on': "export * from '../views/page.ts';",
    'no name at all': "import '../views/page.ts';",
    'no name, after another': "import '../roadmap/a.ts';\nimport '../views/page.ts';",
    'a name, after none': "import '../roadmap/a.ts';\nimport { page } from '../views/page.ts';",
    'something later': "const load = () => import('../views/page.ts');",
    'something later, on a line of its own': "  await import(\n    '../views/page.ts'\n  );",
    'something later, in other quotes': 'import("../views/page.ts"); import(`../views/page.ts`);',
    'in the old way': "const page = require('../views/page.ts');",
  })) {
    it(`sees a breach that imports ${kind}`, () => {
      const found = new Set(breachesIn(text).map(({ to }) => to));
      assert.deepEqual([...found], ['views/page.ts'], text);
    });
  }

  it('sees that something is loaded whose name is not written there', () => {
    const [found] = importsOf('progress/x.ts', 'const load = (name: string) => import(name);');
    assert.deepEqual([found?.dynamic, found?.to], [true, 'name']);
  });

  it('takes types, and what the folder may load, for no breach', () => {
    const text = [
      "import type { Page } from '../views/page.ts';",
      "import { type Page, type Row } from '../views/page.ts';",
      "export type { Page } from '../views/page.ts';",
      "import '../roadmap/a.ts';",
      "import { words } from '../words.ts';",
      "import { own } from './own.ts';",
      "import 'node:fs';",
    ].join('\n');
    assert.equal(importsOf('progress/x.ts', text).length, 7);
    assert.deepEqual(breachesIn(text), []);
  });
});

/** What a file imports. A name that is computed stands as it is written, and so is nobody's. */
function importsOf(from: string, text: string): Import[] {
  const found = (to: string, typeOnly: boolean, dynamic: boolean): Import => ({
    from,
    to: to.startsWith('.') ? normalize(join(dirname(from), to)).replaceAll('\\', '/') : to,
    typeOnly,
    dynamic,
  });
  const named = text.matchAll(/^(?:import|export)\s(type\s)?([^;]*?)from\s+['"]([^'"]+)['"]/gms);
  const bare = text.matchAll(/^import\s*['"]([^'"]+)['"]/gm);
  const inCode = text.matchAll(/\b(?:import|require)\(\s*['"`]?([^'"`\s)]+)/g);
  return [
    ...[...named].map(([, type, names = '', to = '']) =>
      found(to, Boolean(type) || /^\{\s*(type [^,]+,?\s*)+\}\s*$/.test(names), false),
    ),
    ...[...bare].map(([, to = '']) => found(to, false, false)),
    ...[...inCode].map(([, to = '']) => found(to, false, true)),
  ];
}

/** Whether it loads at run time what its folder may not. */
function isBreach({ from, to, typeOnly }: Import): boolean {
  const folder = folderOf(from);
  const may = [folder, ...(allowed[folder] ?? [])];
  return !typeOnly && isOurs(to) && !shared.includes(to) && !may.includes(folderOf(to));
}

function reachable(entries: readonly string[]): Set<string> {
  const seen = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const { from, to, typeOnly } of imports) if (from === file && isOurs(to) && !typeOnly) visit(to);
  };
  entries.forEach(visit);
  return seen;
}

function folderOf(path: string): string {
  return path.includes('/') ? (path.split('/')[0] ?? '') : '';
}

function isOurs(path: string): boolean {
  return path.endsWith('.ts');
}
