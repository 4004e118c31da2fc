import { type Uri, workspace } from 'vscode';
import { UserError } from '../errors.ts';
import type { Host } from '../host.ts';
import type { Interpreter } from './choosePython.ts';
import { type Findings, missingIn, packageOf, requirementsIn } from './doctor.ts';
import { findPython } from './interpreter.ts';
import { versionOf } from './runCommands.ts';
import type { StartedProject } from './StartedProjects.ts';

/** Milliseconds to look for the packages of a project. */
const PATIENCE = 30_000;

/** Prints the distributions of a list that this Python does not have, one a line. */
const MISSING = `
import importlib.metadata, sys
for name in sys.argv[1:]:
    try: importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError: print(name)
`;

/** Looks at the machine, and at what one project needs of it. @throws UserError in a browser. */
export async function examine(host: Host, folder: Uri, started?: StartedProject): Promise<Findings> {
  const { run, machine } = host;
  if (!run || !machine) {
    throw new UserError(
      'In a browser there is no machine to look at. Open VS Code on a computer to run practice projects.',
    );
  }
  const [found, uv, git] = await Promise.all([
    findPython(run, folder, workspace.isTrusted),
    versionOf(run, 'uv'),
    versionOf(run, 'git'),
  ]);
  const python = found.kind === 'found' ? found.python : undefined;
  return {
    machine: await machine(folder.fsPath),
    ...(found.kind === 'none' ? { named: found.named } : { python: found.python }),
    ...(uv ? { uv } : {}),
    ...(git ? { git } : {}),
    ...(started ? { project: await needsOf(started, run, python) } : {}),
  };
}

async function needsOf(
  { project, folder }: StartedProject,
  run: NonNullable<Host['run']>,
  python: Interpreter | undefined,
): Promise<NonNullable<Findings['project']>> {
  const requirements = requirementsIn(project.starter['requirements.txt'] ?? '');
  const names = requirements.map(packageOf);
  const missing =
    python && missingIn(await run(python.program, ['-c', MISSING, ...names], { patience: PATIENCE }));
  return {
    title: project.title,
    folder: folder.fsPath,
    needs: project.needs,
    requirements,
    ...(missing ? { missing } : {}),
  };
}
