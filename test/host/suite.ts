import { writeFileSync } from 'node:fs';
import type Mocha from 'mocha';
import * as activation from './activation.ts';
import * as commands from './commands.ts';
import * as pages from './pages.ts';
import * as places from './places.ts';
import * as practice from './practice.ts';
import * as progress from './progress.ts';
import * as scaffold from './scaffold.ts';
import * as startedProjects from './startedProjects.ts';

/** The extension host calls this. Each file of the suite registers its tests when it is asked to. */
export async function run(): Promise<void> {
  const { default: MochaRunner } = (await import('mocha')) as unknown as { default: typeof Mocha };
  const mocha = new MochaRunner({ ui: 'bdd', timeout: 20_000, color: false });
  mocha.suite.emit('pre-require', globalThis as unknown as Mocha.MochaGlobals, '', mocha);
  for (const { register } of [
    activation,
    commands,
    pages,
    progress,
    places,
    scaffold,
    practice,
    startedProjects,
  ])
    register();
  const { passed, failed } = await new Promise<{ passed: number; failed: number }>((resolve) => {
    const runner = mocha.run((failures) => {
      resolve({ passed: runner.stats?.passes ?? 0, failed: failures });
    });
  });
  const results = process.env.ML_ROADMAP_RESULTS;
  if (results) writeFileSync(results, JSON.stringify({ passed, failed }));
  if (failed > 0) throw new Error(`${failed} host tests failed`);
}
