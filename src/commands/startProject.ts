import type { Uri } from 'vscode';
import { UserError } from '../errors.ts';
import type { Step } from '../projects/afterwards.ts';
import { packageNameFor } from '../projects/name.ts';
import type { PlannedFile } from '../projects/plan.ts';
import type { ProjectReference } from '../roadmap/model.ts';
import { type Outline, projectsIn } from '../roadmap/outline.ts';
import { parseRowKey } from '../rowKey.ts';
import type { CommandContext } from './context.ts';
import { openAt } from './openFolder.ts';

/** Asks for folder and name, shows what will be written and what would run, writes it, and offers to open it. */
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
  const plan = await context.planProject(project.id, name);
  const steps = await askForSteps(context, { project, parent, name, plan });
  if (!steps) return;
  const folder = await context.ui.withProgress(`Writing ${name}`, (cancelled) =>
    context.startProject({ project: project.id, parent, name }, cancelled),
  );
  await runSteps(context, steps, folder);
  await offerToOpen(context, name, folder);
}

interface Start {
  readonly project: ProjectReference;
  readonly parent: Uri;
  readonly name: string;
  readonly plan: readonly PlannedFile[];
}

/** The preview: write it now, look at the files first, or choose more. `undefined` when the learner left. */
async function askForSteps(context: CommandContext, start: Start): Promise<readonly Step[] | undefined> {
  const { project, parent, name, plan } = start;
  const chosen = new Set<string>();
  let steps: readonly Step[] | undefined;
  for (;;) {
    const will = (steps ?? []).filter(({ id }) => chosen.has(id));
    const runs = will.flatMap(({ commands }) => commands);
    const answer = await context.ui.pick<string>(
      [
        {
          label: `Create ${name}`,
          description: `${plan.length} files, ${kilobytes(plan)} KB, license MIT-0`,
          detail: `Python imports it as ${packageNameFor(name, project.id)}. ${runs.length > 0 ? `Then runs: ${runs.join('; ')}` : 'Writes files and runs nothing.'}`,
          icon: 'rocket',
          value: 'create',
        },
        { label: 'Preview the files', icon: 'list-tree', value: 'preview' },
        ...(steps
          ? steps.map(({ id, title, commands, unavailable }) => ({
              label: title,
              description: unavailable ? `not here: ${unavailable}` : chosen.has(id) ? 'yes' : 'no',
              detail: commands.join('; '),
              icon: chosen.has(id) ? 'check' : 'circle-large-outline',
              value: unavailable ? 'unavailable' : id,
            }))
          : [
              {
                label: 'More options…',
                description: 'a Git repository, a Python environment',
                icon: 'settings',
                value: 'more',
              },
            ]),
      ],
      { title: `Start ${project.title}`, placeholder: `In ${parent.fsPath}` },
    );
    if (answer === undefined) return undefined;
    if (answer === 'create') return will;
    if (answer === 'preview') await context.ui.showReadOnly(`${name} (preview).md`, previewText(start));
    else if (answer === 'more') steps = await context.stepsFor(parent);
    else if (answer !== 'unavailable' && !chosen.delete(answer)) chosen.add(answer);
  }
}

function previewText({ project, parent, name, plan }: Start): string {
  const rows = plan.map(({ path, text }) => `- ${path} (${text.length.toLocaleString('en')} characters)`);
  return [
    `# ${project.title}`,
    '',
    `These ${plan.length} files will be written to ${parent.fsPath}, in the new folder ${name}. Nothing else is touched.`,
    '',
    ...rows.sort(),
    '',
  ].join('\n');
}

function kilobytes(plan: readonly PlannedFile[]): number {
  return Math.round(plan.reduce((total, { text }) => total + text.length, 0) / 1000);
}

/** A step that fails takes nothing back: the project is complete, and the learner hears what to do. */
async function runSteps(context: CommandContext, steps: readonly Step[], folder: Uri): Promise<void> {
  for (const step of steps) {
    try {
      await context.ui.withProgress(step.title, (cancelled) => step.run(folder, cancelled));
    } catch (thrown) {
      if (!UserError.is(thrown)) throw thrown;
      void context.ui.tell('warning', thrown.message, 'Show Log').then((button) => {
        if (button) context.ui.showLog();
      });
    }
  }
}

async function offerToOpen(context: CommandContext, name: string, folder: Uri): Promise<void> {
  const buttons = {
    'Open in New Window': 'new window',
    'Open Here': 'here',
    'Add to Workspace': 'workspace',
  } as const;
  const choice = await context.ui.tell(
    'info',
    `${name} is ready in ${folder.fsPath}. Its README.md says how to begin.`,
    ...Object.keys(buttons),
    'Show README',
  );
  const where = buttons[choice as keyof typeof buttons];
  if (where) await openAt(context, folder, where);
  else if (choice === 'Show README')
    await context.ui.openFile(folder.with({ path: `${folder.path}/README.md` }));
}

/** A project's row, its id, or nothing. */
function projectArgument(outline: Outline, argument: unknown): ProjectReference | undefined {
  if (argument === undefined || argument === null) return undefined;
  if (typeof argument !== 'string')
    throw new UserError('This command takes the id of a practice project, as text.');
  const row = parseRowKey(argument);
  const projectId = row.kind === 'project' ? row.projectId : argument;
  const project = projectsIn(outline).find(({ id }) => id === projectId);
  if (!project) throw new UserError(`There is no practice project “${projectId}”.`);
  return project;
}

function askForProject(context: CommandContext, outline: Outline): Promise<ProjectReference | undefined> {
  const items = projectsIn(outline).map((project) => ({
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
