import type { Milestone } from '../roadmap/model.ts';
import { hashOf, plannedPath, planProject } from './plan.ts';
import type { CheckOutcome } from './results.ts';
import type { StartedProject } from './StartedProjects.ts';

/** What the tests of a milestone are made of, and whether they are still there. Pure. */

/**
 * The files behind a milestone's tests that are not as they were written: its own, and every helper and
 * `conftest.py` beside them. Whoever changes what is asked changes what “passing” says.
 * @param read gives `undefined` for a file that is not there
 */
export async function editedTests(
  { manifest, project }: Pick<StartedProject, 'manifest' | 'project'>,
  milestone: Milestone,
  read: (path: string) => Promise<string | undefined>,
): Promise<string[]> {
  const planned = (path: string) => plannedPath(project, manifest.name, path);
  const own = new Set(milestone.check.map(planned));
  const others = project.milestones.flatMap(({ check, files }) => [...check, ...files]).map(planned);
  // “Reset File to Its Stub” writes a test as it is in this version, which may be newer than the project.
  const present = new Map(planProject(project, manifest.name).map(({ path, text }) => [path, text]));
  const edited: string[] = [];
  for (const [path, hash] of Object.entries(manifest.files)) {
    const counts = own.has(path) || (path.startsWith('tests/') && !others.includes(path));
    if (!counts) continue;
    const text = await read(path);
    const newer = present.get(path);
    const known = [hash, ...(newer === undefined ? [] : [await hashOf(newer)])];
    if (text === undefined || !known.includes(await hashOf(text))) edited.push(path);
  }
  return edited;
}

/** A run that reports no test of its milestone says nothing about it, least of all that it is still to do. */
export function blockedWithoutTests(
  outcome: CheckOutcome,
  { check }: Pick<Milestone, 'check'>,
  number: number,
): CheckOutcome {
  if (outcome.kind === 'blocked' || outcome.tests.some(({ milestone }) => milestone === number))
    return outcome;
  const file = check.find((part) => part.startsWith('tests/')) ?? check.join(' ');
  return {
    kind: 'blocked',
    what: `${file} has no tests of this milestone: it is missing or empty. “Reset File to Its Stub” brings it back as it was written.`,
  };
}
