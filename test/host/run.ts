import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import type { Counts } from '../report.ts';
import { editorVersion, VERSIONS } from '../vscode/editor.ts';
import { root, scratch } from '../vscode/paths.ts';

/**
 * Runs the host suite in a real extension host: in desktop VS Code where it can be downloaded and
 * shown, else in the VS Code from npm. `runTests` starts either.
 * @returns what passed and failed, in all versions together.
 */
export async function runHostTests(versions: readonly string[]): Promise<Counts> {
  const suite = join(scratch, 'host/suite.js');
  await build({
    entryPoints: [join(root, 'test/host/suite.ts')],
    outfile: suite,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['vscode', 'mocha'],
  });
  let [passed, failed] = [0, 0];
  for (const version of versions) {
    const counts = await runIn(version, suite);
    passed += counts.passed;
    failed += counts.failed;
  }
  return { passed, failed };
}

async function runIn(version: string, suite: string): Promise<Counts> {
  const desktop = await desktopVSCode(editorVersion(version));
  console.log(
    `\nHost tests in VS Code ${editorVersion(version)}, ${desktop ? 'the desktop one' : 'from npm'}`,
  );
  const folder = await mkdtemp(join(tmpdir(), 'ml-roadmap-host-'));
  const results = join(folder, 'results.json');
  const workspace = join(folder, 'workspace');
  await mkdir(workspace);
  try {
    await runTests({
      vscodeExecutablePath: desktop ?? join(root, 'test/vscode/code.ts'),
      extensionDevelopmentPath: root,
      extensionTestsPath: suite,
      // Data of its own for each version: an older one reads nothing that a newer one wrote.
      launchArgs: [workspace, `--user-data-dir=${join(folder, 'data')}`],
      extensionTestsEnv: { ML_ROADMAP_RESULTS: results, EDITOR_VERSION: version },
    });
  } catch (thrown) {
    // Failed tests are in the results; anything else left none.
    if (!existsSync(results)) throw thrown;
  }
  const counts = JSON.parse(await readFile(results, 'utf8')) as Counts;
  if (counts.passed + counts.failed === 0) throw new Error(`no host test ran in VS Code ${version}`);
  await rm(folder, { recursive: true, force: true });
  return counts;
}

/** The desktop editor, where there is a screen to show it on and a network to fetch it from. */
async function desktopVSCode(version: string): Promise<string | undefined> {
  if (process.platform === 'linux' && !process.env.DISPLAY) return undefined;
  try {
    return await downloadAndUnzipVSCode({ version, timeout: 20_000 });
  } catch (thrown) {
    // The workflow is there to see desktop VS Code; and the one from npm does not run on Windows.
    if (process.env.GITHUB_ACTIONS || process.platform === 'win32') throw thrown;
    console.log(`Desktop VS Code cannot be downloaded here (${thrown}); taking the one from npm.`);
    return undefined;
  }
}

if (import.meta.main) {
  const { passed, failed } = await runHostTests(Object.values(VERSIONS));
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}
