import type { StartedProject } from '../projects/StartedProjects.ts';
import type { CommandContext } from './context.ts';

/**
 * When every milestone of a project passes, its topics offer to become done, with what shows it kept in
 * their marks. The learner decides, and is asked once in a window.
 */
export async function offerDone(
  context: CommandContext,
  { project, folder, manifest, milestones }: StartedProject,
): Promise<void> {
  if (milestones.some(({ state }) => state !== 'passing')) return;
  const { roadmap, leaves } = await context.library.load();
  const open = leaves.filter(
    ({ id }) => project.topics.includes(id) && context.store.statusOf(roadmap.id, id) !== 'done',
  );
  if (open.length === 0 || context.offered.has(manifest.instance)) return;
  // Before the answer: checks go on while the question is open, and one who closed it has answered.
  context.offered.add(manifest.instance);
  const names = open.map(({ title }) => `“${title}”`).join(' and ');
  const mark = open.length === 1 ? 'Mark as Done' : 'Mark Both as Done';
  const yes = open.length > 2 ? 'Mark All as Done' : mark;
  const question = `Every milestone of ${project.title} passes. It practices ${names}.`;
  if ((await context.ui.tell('info', question, yes)) !== yes) return;
  const evidence = {
    project: project.id,
    folder: folder.path.split('/').at(-1) ?? '',
    milestones: milestones.length,
    testsEdited: milestones.some(({ edited }) => edited),
  };
  await context.store.setStatus(
    roadmap.id,
    open.map(({ id }) => id),
    'done',
    evidence,
  );
  context.offered.delete(manifest.instance);
}
