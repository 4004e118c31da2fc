import type { Uri } from 'vscode';
import { UserError } from '../errors.ts';
import type { ProjectReference } from '../roadmap/model.ts';
import type { Outline } from '../roadmap/outline.ts';
import { parseRowKey } from '../rowKey.ts';
import type { CommandContext } from './context.ts';

/** Asks for project, folder and name, writes the project, and offers to open it. */
export async function startProject(context: CommandContext, argument?: unknown): Promise<void> {
  const outline = await context.library.load();
  const project = projectArgument(outline, argument) ?? (await askForProject(context, outline));
  if (!project) return;
  const start = context.projectsFolder();
  const parent = await context.ui.askForFolder({
    title: `Where should ${project.title} go? A new folder is made in the one you choose.`,
    button: 'Use This Folder',
    ...(start ? { start } : {}),
  });
  if (!parent) return;
  const name = await context.ui.ask({
    title: `Start ${project.title}`,
    prompt: `The name of the new folder in ${parent.fsPath}`,
    value: await context.freeName(parent, project.id),
    problemWith: (value) => context.problemWithName(parent, value),
  });
  if (name === undefined) return;
  const folder = await context.ui.withProgress(`Writing ${name}`, (cancelled) =>
    context.startProject({ project: project.id, parent, name }, cancelled),
  );
  await offerToOpen(context, name, folder);
}

async function offerToOpen(context: CommandContext, name: string, folder: Uri): Promise<void> {
  const [newWindow, here] = ['Open in New Window', 'Open Here'];
  const choice = await context.ui.tell(
    'info',
    `${name} is ready in ${folder.fsPath}. Its README.md says how to begin.`,
    newWindow,
    here,
  );
  if (choice === newWindow) await context.ui.openFolder(folder, 'new window');
  if (choice === here) await context.ui.openFolder(folder, 'here');
}

function projectsOf({ leaves }: Outline): ProjectReference[] {
  const all = leaves.flatMap(({ projects = [] }) => projects);
  return [...new Map(all.map((project) => [project.id, project])).values()];
}

/** A project's row, its id, or nothing. */
function projectArgument(outline: Outline, argument: unknown): ProjectReference | undefined {
  if (argument === undefined || argument === null) return undefined;
  if (typeof argument !== 'string')
    throw new UserError('This command takes the id of a practice project, as text.');
  const row = parseRowKey(argument);
  const projectId = row.kind === 'project' ? row.projectId : argument;
  const project = projectsOf(outline).find(({ id }) => id === projectId);
  if (!project) throw new UserError(`There is no practice project “${projectId}”.`);
  return project;
}

function askForProject(context: CommandContext, outline: Outline): Promise<ProjectReference | undefined> {
  const items = projectsOf(outline).map((project) => ({
    label: project.title,
    description: `${project.level} · ${project.hours} h`,
    detail: outline.leaves
      .filter(({ projects = [] }) => projects.some(({ id }) => id === project.id))
      .map(({ title }) => title)
      .join(', '),
    icon: 'rocket',
    value: project,
  }));
  return context.ui.pick(items, { title: 'Start Project', placeholder: 'Which practice project?' });
}
