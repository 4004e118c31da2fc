import { COMMANDS } from '../manifest.ts';
import { parseProjectKey, STARTED_SECTION, startedKey } from '../projectKey.ts';
import type { MilestoneState, ShownMilestone } from '../projects/results.ts';
import type { ProjectReference } from '../roadmap/model.ts';
import { type Outline, projectsIn } from '../roadmap/outline.ts';
import { milestoneIcons, milestoneWords } from '../words.ts';
import { catalogue, passing, type ShownProject, type ShownProjects } from './projectCatalogue.ts';
import type { Row } from './topicRows.ts';

/** What the projects view shows. Pure: `ProjectsView` turns rows into items. */

export function projectChildKeys(outline: Outline, shown: ShownProjects, key: string | undefined): string[] {
  if (key === undefined) {
    const any = shown.started.length + shown.lost.length > 0;
    return [...(any ? [STARTED_SECTION] : []), ...catalogue(outline, shown).map(({ id }) => `section#${id}`)];
  }
  const row = parseProjectKey(key);
  if (row.kind === 'section' && key === STARTED_SECTION) {
    return [...shown.started, ...shown.lost].map(({ folder }) => startedKey(folder));
  }
  if (row.kind === 'section') {
    return (
      catalogue(outline, shown)
        .find(({ id }) => id === row.id)
        ?.projects.map(({ id }) => id) ?? []
    );
  }
  if (row.kind === 'started' && row.milestone === undefined) {
    const project = shown.started.find(({ folder }) => folder === row.folder);
    return project?.milestones.map(({ id }) => startedKey(project.folder, id)) ?? [];
  }
  return [];
}

/** @throws Error for a key that names nothing. */
export function projectRowOf(outline: Outline, shown: ShownProjects, key: string): Row {
  const row = parseProjectKey(key);
  if (key === STARTED_SECTION)
    return sectionRow(key, 'Yours', shown.started.length + shown.lost.length, 'account');
  if (row.kind === 'section') {
    const section = catalogue(outline, shown).find(({ id }) => id === row.id);
    if (section) return sectionRow(key, section.title, section.projects.length, section.icon);
  }
  if (row.kind === 'project') {
    const project = projectsIn(outline).find(({ id }) => id === row.projectId);
    if (project) return catalogueRow(key, project, topicsOf(outline, project.id), shown);
  }
  if (row.kind === 'started') {
    const project = shown.started.find(({ folder }) => folder === row.folder);
    const milestone = project?.milestones.find(({ id }) => id === row.milestone);
    if (project && milestone) return milestoneRow(key, milestone);
    if (project && row.milestone === undefined) return startedRow(key, project);
    const lost = shown.lost.find(({ folder }) => folder === row.folder);
    if (lost) return lostRow(key, lost.name);
  }
  throw new Error(`no row is called ${key}`);
}

function topicsOf({ leaves }: Outline, projectId: string): string[] {
  return leaves
    .filter(({ projects = [] }) => projects.some(({ id }) => id === projectId))
    .map(({ title }) => title);
}

function sectionRow(key: string, title: string, count: number, icon: string): Row {
  const projects = count === 1 ? '1 project' : `${count} projects`;
  return {
    key,
    label: title,
    description: String(count),
    icon,
    context: 'section',
    spoken: `${title}, ${projects}`,
    tooltip: [title, projects],
    hasChildren: true,
  };
}

function catalogueRow(
  key: string,
  project: ProjectReference,
  topics: readonly string[],
  { started }: ShownProjects,
): Row {
  const { title, level, hours } = project;
  const own = started.filter((one) => one.project.id === project.id);
  const best = Math.max(0, ...own.map(passing));
  const total = own[0]?.milestones.length ?? 0;
  const state = own.length === 0 ? '' : best === total ? 'finished' : `${best}/${total}`;
  const facts = [...(state ? [state] : []), level, `${hours} h`].join(' · ');
  return {
    key,
    label: title,
    description: facts,
    icon: state === 'finished' ? 'pass-filled' : 'rocket',
    ...(state === 'finished' ? { iconColor: 'testing.iconPassed' } : {}),
    context: 'catalogued',
    spoken: `${title}, ${[...(state ? [state] : ['not started']), level, `${hours} hours`].join(', ')}`,
    tooltip: [title, facts, `Practices ${topics.join(', ')}`],
    hasChildren: false,
    command: { id: COMMANDS.startProject, title: 'Start Practice Project' },
  };
}

function startedRow(key: string, shown: ShownProject): Row {
  const { name, path, project, milestones } = shown;
  const done = passing(shown);
  const finished = done === milestones.length;
  return {
    key,
    label: name,
    description: `${done}/${milestones.length} · ${project.title}`,
    icon: finished ? 'pass-filled' : 'repo',
    ...(finished ? { iconColor: 'testing.iconPassed' } : {}),
    context: 'started',
    spoken: `${name}, ${project.title}, ${done} of ${milestones.length} milestones pass`,
    tooltip: [name, `${project.title} · ${done} of ${milestones.length} milestones pass`, path],
    hasChildren: true,
  };
}

function lostRow(key: string, name: string): Row {
  return {
    key,
    label: name,
    description: 'not where it was',
    icon: 'question',
    context: 'lost',
    spoken: `${name}, not where it was; press Enter to find it`,
    tooltip: [name, 'This project was moved, renamed or deleted. Open it to say where it is now.'],
    hasChildren: false,
    command: { id: COMMANDS.openProject, title: 'Find Practice Project' },
  };
}

const colors: Readonly<Record<MilestoneState, string | undefined>> = {
  todo: undefined,
  failing: 'testing.iconFailed',
  passing: 'testing.iconPassed',
  blocked: 'testing.iconErrored',
};

function milestoneRow(key: string, { id, title, state, edited, trouble }: ShownMilestone): Row {
  const words = edited && state === 'passing' ? 'passing, tests edited' : milestoneWords[state];
  const hint = state !== 'passing' && trouble ? (trouble.message.split('\n')[0] ?? '') : '';
  const color = colors[state];
  return {
    key,
    label: `${id.slice(1)} ${title}`,
    description: hint ? `${words}: ${hint}` : words,
    icon: milestoneIcons[state],
    ...(color ? { iconColor: color } : {}),
    context: `milestone ${state}`,
    spoken: `Milestone ${id.slice(1)}, ${title}, ${hint ? `${words}: ${hint}` : words}`,
    tooltip: [title, words, trouble?.message ?? ''],
    hasChildren: false,
    command: { id: COMMANDS.openMilestone, title: 'Open Milestone' },
  };
}
