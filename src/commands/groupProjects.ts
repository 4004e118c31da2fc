import { groupingOf, groupings } from '../grouping.ts';
import type { CommandContext } from './context.ts';

const details = {
  topic: 'under the stage of the roadmap that they practice',
  level: 'beginner, intermediate, advanced',
  state: 'under way, not started, finished',
} as const;

/** Groups the catalogue of practice projects. */
export async function groupProjects({ projectsBy, ui }: CommandContext): Promise<void> {
  const current = groupingOf(projectsBy.get());
  const chosen = await ui.pick(
    groupings.map((grouping) => ({
      label: `By ${grouping}`,
      description: details[grouping],
      icon: grouping === current ? 'check' : 'circle-large-outline',
      value: grouping,
    })),
    { title: 'Group Practice Projects', placeholder: 'How do you want to look through them?' },
  );
  if (chosen) await projectsBy.set(chosen);
}
