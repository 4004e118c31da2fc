import { UserError } from '../errors.ts';
import { planProject } from '../projects/plan.ts';
import { askForMilestone, chooseStarted } from './chooseStarted.ts';
import { askForFile } from './compareWithSolution.ts';
import type { CommandContext } from './context.ts';

/** Sets a file of a milestone back to its stub: an edit that Undo takes back, with a copy saved before. */
export async function resetFile(context: CommandContext, argument?: unknown): Promise<void> {
  const chosen = await chooseStarted(context, 'Reset File', argument);
  if (!chosen) return;
  const { started } = chosen;
  const milestone = chosen.milestone ?? (await askForMilestone(context, 'Reset File', started));
  if (!milestone) return;
  // A test that was changed or deleted by mistake has no other way back.
  const tests = await context.editedTests(started, milestone);
  const path = await askForFile(context, started, milestone, 'Reset File', tests);
  if (path === undefined) return;
  const { project, manifest, folder } = started;
  const stub = planProject(project, manifest.name).find((file) => file.path === path);
  if (!stub) throw new UserError(`${path} is not a file of ${project.title}, so nothing was reset.`);
  const sure = await context.ui.confirm(
    `Set ${path} back to the way it was when the project was started?`,
    'A copy of your file is saved first, and Undo brings your text back.',
    'Reset File',
  );
  if (!sure) return;
  const copy = await context.resetFile(folder, path, stub.text);
  context.ui.mention(
    copy === undefined ? `${path} was missing and is there again` : `Your text is kept in ${copy}`,
  );
}
