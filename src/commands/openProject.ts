import { UserError } from '../errors.ts';
import { parseProjectKey } from '../projectKey.ts';
import { plannedPath } from '../projects/plan.ts';
import { chooseStarted } from './chooseStarted.ts';
import type { CommandContext } from './context.ts';
import { openFolder } from './openFolder.ts';

/** Opens a started project, or helps to find one that is not where it was. */
export async function openProject(context: CommandContext, argument?: unknown): Promise<void> {
  const key = typeof argument === 'string' ? parseProjectKey(argument) : undefined;
  if (key?.kind === 'started') {
    const { lost } = await context.projects.list();
    const gone = lost.find(({ folder }) => folder.toString() === key.folder);
    if (gone) return findLost(context, gone);
  }
  const chosen = await chooseStarted(context, 'Open Practice Project', argument);
  if (chosen) await openFolder(context, chosen.started.folder, `Open ${chosen.started.project.title}`);
}

/** Opens what to work on: the line that fails, else the milestone's first file. */
export async function openMilestone(context: CommandContext, argument?: unknown): Promise<void> {
  const chosen = await chooseStarted(context, 'Open Milestone', argument);
  if (!chosen) return;
  const { started } = chosen;
  const milestone = chosen.milestone ?? started.project.milestones[0];
  const shown = started.milestones.find(({ id }) => id === milestone?.id);
  const { folder, project, manifest } = started;
  const at = (path: string) => folder.with({ path: `${folder.path}/${path}` });
  if (shown?.state === 'failing' && shown.trouble?.file) {
    await context.ui.openFile(at(shown.trouble.file), shown.trouble.line);
    return;
  }
  const [path = 'README.md'] = milestone?.files ?? [];
  await context.ui.openFile(at(plannedPath(project, manifest.name, path)));
}

async function findLost(
  context: CommandContext,
  { folder, instance }: Awaited<ReturnType<CommandContext['projects']['list']>>['lost'][number],
): Promise<void> {
  const [find, forget] = ['Find It…', 'Take It off the List'];
  const name = folder.path.split('/').at(-1) ?? '';
  const answer = await context.ui.tell(
    'warning',
    `${name} is not in ${folder.fsPath} any more. Was it moved or renamed?`,
    find,
    forget,
  );
  if (answer === forget) await context.projects.forget(folder);
  if (answer !== find) return;
  const place = await context.ui.askForFolder({ title: `Where is ${name} now?`, button: 'It Is Here' });
  if (!place) return;
  const found = await context.projects.at(place);
  if (found?.manifest.instance !== instance) {
    throw new UserError(
      `${place.fsPath} is not the practice project that was looked for. Nothing was changed.`,
    );
  }
  await context.projects.add(place);
}
