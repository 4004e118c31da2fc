import type { StartedProject } from '../projects/StartedProjects.ts';
import type { Milestone } from '../roadmap/model.ts';
import { chooseStarted } from './chooseStarted.ts';
import type { CommandContext } from './context.ts';

/** Runs a milestone's check, or from the palette the one the learner chooses. */
export async function checkProject(context: CommandContext, argument?: unknown): Promise<void> {
  const chosen = await chooseStarted(context, 'Check Practice Project', argument);
  if (!chosen) return;
  const { started } = chosen;
  const milestones = chosen.milestone ? [chosen.milestone] : await askWhatToCheck(context, started);
  if (milestones.length === 0) return;
  const title = milestones.length === 1 ? milestones[0]?.title : started.project.title;
  const after = await context.ui.withProgress(`Checking ${title}`, (cancelled) =>
    context.check(started, milestones, cancelled),
  );
  if (after) await tellResult(context, after, milestones);
}

async function askWhatToCheck(context: CommandContext, started: StartedProject): Promise<Milestone[]> {
  const { project, milestones } = started;
  const current = milestones.find(({ state }) => state !== 'passing');
  const items = [
    ...(current
      ? [
          {
            label: `Milestone ${current.id.slice(1)}: ${current.title}`,
            description: 'the next one',
            value: [current.id],
          },
        ]
      : []),
    { label: 'All milestones', description: '', value: milestones.map(({ id }) => id) },
    ...milestones
      .filter(({ id }) => id !== current?.id)
      .map(({ id, title }) => ({
        label: `Milestone ${id.slice(1)}: ${title}`,
        description: '',
        value: [id],
      })),
  ];
  const ids = await context.ui.pick(items, {
    title: 'Check Practice Project',
    placeholder: `${project.title}: what?`,
  });
  return project.milestones.filter(({ id }) => ids?.includes(id));
}

/** Says in the status bar what the view shows too; only what blocks every check deserves more. */
async function tellResult(
  context: CommandContext,
  after: StartedProject,
  checked: readonly Milestone[],
): Promise<void> {
  const shown = after.milestones.filter(({ id }) => checked.some((milestone) => milestone.id === id));
  const blocked = shown.find(({ state }) => state === 'blocked');
  if (blocked) {
    const doctor = 'Look at My Setup';
    void context.ui
      .tell(
        'warning',
        `Milestone ${blocked.id.slice(1)} could not be checked: ${blocked.trouble?.message ?? ''}`,
        doctor,
      )
      .then((button) => (button === doctor ? context.lookAtSetup(after) : undefined));
    return;
  }
  const passing = shown.filter(({ state }) => state === 'passing').length;
  context.ui.mention(`${after.project.title}: ${passing} of ${shown.length} checked milestones pass`);
}
