import { plannedPath, planSolution } from '../projects/plan.ts';
import type { StartedProject } from '../projects/StartedProjects.ts';
import type { Milestone } from '../roadmap/model.ts';
import { askForMilestone, chooseStarted } from './chooseStarted.ts';
import type { CommandContext } from './context.ts';

/** Shows the learner's file beside the reference solution, which stays in the extension. */
export async function compareWithSolution(context: CommandContext, argument?: unknown): Promise<void> {
  const chosen = await chooseStarted(context, 'Compare with Solution', argument);
  if (!chosen) return;
  const { started } = chosen;
  const milestone = chosen.milestone ?? (await askForMilestone(context, 'Compare with Solution', started));
  if (!milestone || !(await isSure(context, started, milestone))) return;
  const path = await askForFile(context, started, milestone, 'Compare with Solution');
  if (path === undefined) return;
  const { project, manifest, folder } = started;
  const solution = planSolution(project, manifest.name).find((file) => file.path === path);
  await context.ui.showDifferences(
    folder.with({ path: `${folder.path}/${path}` }),
    `${project.id}/solution/${path}`,
    solution?.text ?? '',
    `${path.split('/').at(-1)}: yours and one solution`,
  );
}

/** Once a milestone passes, or its solution was seen, it is open for good. */
async function isSure(
  { ui, hints }: CommandContext,
  { manifest, milestones }: StartedProject,
  milestone: Milestone,
): Promise<boolean> {
  const { instance } = manifest;
  const passes = milestones.find(({ id }) => id === milestone.id)?.state === 'passing';
  if (passes || hints.wasSolutionSeen(instance, milestone)) return true;
  const left = milestone.hints.length - hints.shown(instance, milestone);
  const unread = left === 0 ? '' : left === 1 ? 'One hint is unread. ' : `${left} hints are unread. `;
  const sure = await ui.confirm(
    `See a solution of “${milestone.title}”?`,
    `${unread}You can always come back to it.`,
    'Show the Solution',
  );
  if (sure) await hints.sawSolution(instance, milestone);
  return sure;
}

/**
 * The path of one of a milestone's files as it is called in the learner's project.
 * @param more other files to choose from, after its own
 */
export async function askForFile(
  { ui }: CommandContext,
  { project, manifest }: StartedProject,
  milestone: Milestone,
  title: string,
  more: readonly string[] = [],
): Promise<string | undefined> {
  const own = milestone.files.map((path) => plannedPath(project, manifest.name, path));
  const paths = [...own, ...more];
  if (paths.length === 1) return paths[0];
  const items = paths.map((path) => ({ label: path, value: path }));
  return ui.pick(items, { title, placeholder: `${milestone.title}: which file?` });
}
