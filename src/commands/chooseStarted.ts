import { UserError } from '../errors.ts';
import { parseProjectKey } from '../projectKey.ts';
import type { StartedProject } from '../projects/StartedProjects.ts';
import type { Milestone } from '../roadmap/model.ts';
import { parseRowKey } from '../rowKey.ts';
import { milestoneIcons, milestoneWords } from '../words.ts';
import type { CommandContext } from './context.ts';

/** Which of the learner's projects a command is about, and which milestone when the row was one. */
export interface ChosenProject {
  readonly started: StartedProject;
  readonly milestone?: Milestone;
}

/**
 * Reads a command's argument: a row of the projects view, a project's id, or nothing. Asks where it leaves a
 * choice; the project that is open in this window needs no question.
 */
export async function chooseStarted(
  context: CommandContext,
  title: string,
  argument?: unknown,
): Promise<ChosenProject | undefined> {
  if (argument !== undefined && argument !== null && typeof argument !== 'string') {
    throw new UserError('This command takes the id of a practice project, as text.');
  }
  const { started } = await context.projects.list();
  const candidates = typeof argument === 'string' ? named(started, argument) : started;
  const open = candidates.filter(({ folder }) => context.isOpen(folder));
  const only = open.length === 1 ? open[0] : candidates.length === 1 ? candidates[0] : undefined;
  const chosen = only ?? (await askForStarted(context, title, candidates));
  if (!chosen) return undefined;
  const key = typeof argument === 'string' ? parseProjectKey(argument) : undefined;
  const id = key?.kind === 'started' ? key.milestone : undefined;
  const milestone = chosen.project.milestones.find((one) => one.id === id);
  return { started: chosen, ...(milestone ? { milestone } : {}) };
}

function named(started: readonly StartedProject[], argument: string): readonly StartedProject[] {
  const key = parseProjectKey(argument);
  if (key.kind === 'started') {
    const found = started.filter(({ folder }) => folder.toString() === key.folder);
    if (found.length === 0) throw new UserError('That practice project is not there any more.');
    return found;
  }
  const row = parseRowKey(argument);
  const projectId = row.kind === 'project' ? row.projectId : argument;
  const found = started.filter(({ project }) => project.id === projectId);
  if (found.length > 0) return found;
  throw new UserError(
    `You have not started a practice project “${projectId}” on this machine. “Start Practice Project” makes one.`,
  );
}

async function askForStarted(
  context: CommandContext,
  title: string,
  started: readonly StartedProject[],
): Promise<StartedProject | undefined> {
  if (started.length === 0) {
    const start = 'Start a Project';
    const answer = await context.ui.tell('info', 'You have not started a practice project yet.', start);
    if (answer === start) await context.startOne();
    return undefined;
  }
  const items = started.map((one) => ({
    label: one.folder.path.split('/').at(-1) ?? '',
    description: one.project.title,
    detail: one.folder.fsPath,
    icon: 'repo',
    value: one,
  }));
  return context.ui.pick(items, { title, placeholder: 'Which project?' });
}

/** Asks for a milestone, the current one first. */
export async function askForMilestone(
  context: CommandContext,
  title: string,
  { project, milestones }: StartedProject,
): Promise<Milestone | undefined> {
  const items = milestones.map(({ id, title: name, state, trouble }) => ({
    label: `${id.slice(1)} ${name}`,
    description: milestoneWords[state],
    ...(trouble && state !== 'passing' ? { detail: trouble.message.split('\n')[0] ?? '' } : {}),
    icon: milestoneIcons[state],
    value: id,
  }));
  const current = milestones.findIndex(({ state }) => state !== 'passing');
  const [first] = items.splice(Math.max(current, 0), 1);
  const ordered = first ? [first, ...items] : items;
  const id = await context.ui.pick(ordered, { title, placeholder: `${project.title}: which milestone?` });
  return project.milestones.find((milestone) => milestone.id === id);
}
