import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import * as z from 'zod';
import { problemText } from '../roadmap/problem.ts';
import { groupSchema, projectSchema, roadmapSchema } from '../roadmap/schema.ts';
import { compileContent } from './content.ts';
import { layoutWithLibrary } from './layout.ts';

/** `npm run build`: compiles `roadmap/` and bundles `src/` into `dist/`, or says what is wrong and fails. */

const root = join(import.meta.dirname, '../..');
const dist = join(root, 'dist');

const { roadmaps, projects, problems } = compileContent(root);
if (problems.length > 0) {
  for (const problem of problems) console.error(problemText(problem));
  console.error(
    `${problems.length} problem${problems.length === 1 ? '' : 's'} in roadmap/. Nothing was built.`,
  );
  process.exit(1);
}

rmSync(dist, { recursive: true, force: true });
for (const roadmap of roadmaps) {
  writeJson(`roadmaps/${roadmap.id}.json`, roadmap);
  writeJson(`maps/${roadmap.id}.json`, layoutWithLibrary(roadmap));
}
for (const project of projects) writeJson(`projects/${project.id}.json`, project);
writeJson('schemas/roadmap.json', z.toJSONSchema(roadmapSchema, { io: 'input' }), 2);
writeJson('schemas/stage.json', z.toJSONSchema(groupSchema, { io: 'input' }), 2);
writeJson('schemas/project.json', z.toJSONSchema(projectSchema, { io: 'input' }), 2);

/**
 * What `extension.ts` loads later becomes a bundle of its own in Node. A browser loads an extension from one
 * file only, so there it stays inside.
 */
const apart: Plugin = {
  name: 'apart',
  setup(build) {
    build.onResolve({ filter: /\/later\.ts$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './later.js', external: true } : undefined,
    );
  },
};
const common: BuildOptions = {
  bundle: true,
  format: 'cjs',
  external: ['vscode'],
  minify: true,
  // For F5; they do not ship.
  sourcemap: true,
  sourcesContent: false,
  target: 'es2022',
};
await Promise.all([
  build({
    ...common,
    entryPoints: [join(root, 'src/desktop.ts'), join(root, 'src/later.ts')],
    outdir: dist,
    platform: 'node',
    plugins: [apart],
  }),
  build({
    ...common,
    entryPoints: [join(root, 'src/web.ts')],
    outfile: join(dist, 'web.js'),
    platform: 'browser',
    mainFields: ['browser', 'module', 'main'],
  }),
]);

/** What `activate` loads may be so large, in bytes. In a browser all of it is one file. */
const LARGEST = 60_000;
const { size } = statSync(join(dist, 'desktop.js'));
if (size > LARGEST) {
  console.error(
    `dist/desktop.js has ${size} bytes, more than ${LARGEST}. Let extension.ts load less at once.`,
  );
  process.exit(1);
}

function writeJson(path: string, value: unknown, indent?: number): void {
  const file = join(dist, path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, `${JSON.stringify(value, undefined, indent)}\n`);
}
