import type { Grouping } from '../grouping.ts';
import type { ShownMilestone } from '../projects/results.ts';
import { isGroup, type ProjectReference } from '../roadmap/model.ts';
import { leavesOf, type Outline, projectsIn } from '../roadmap/outline.ts';

/** The practice projects in sections. Pure. */

export interface ShownProjects {
  readonly by: Grouping;
  readonly started: readonly ShownProject[];
  readonly lost: readonly { readonly folder: string; readonly name: string; readonly projectId: string }[];
}

export interface ShownProject {
  readonly folder: string;
  /** The folder's own name. */
  readonly name: string;
  /** Where it is, for people. */
  readonly path: string;
  readonly project: ProjectReference;
  readonly milestones: readonly ShownMilestone[];
}

export interface Section {
  readonly id: string;
  readonly title: string;
  readonly icon: string;
  readonly projects: readonly ProjectReference[];
}

/** All practice projects, each in one section; none is empty. */
export function catalogue(outline: Outline, shown: ShownProjects): Section[] {
  const sections =
    shown.by === 'topic'
      ? byStage(outline)
      : shown.by === 'level'
        ? byLevel(outline)
        : byState(outline, shown);
  return sections.filter(({ projects }) => projects.length > 0);
}

/** The projects under the first stage that names them. */
function byStage({ roadmap }: Outline): Section[] {
  const seen = new Set<string>();
  return roadmap.topics.filter(isGroup).map((stage) => {
    const projects = leavesOf(stage)
      .flatMap(({ projects: named = [] }) => named)
      .filter(({ id }) => {
        if (seen.has(id)) return false;
        seen.add(id);
        return true;
      });
    return { id: stage.id, title: stage.title, icon: 'milestone', projects };
  });
}

function byLevel(outline: Outline): Section[] {
  const titles = { beginner: 'Beginner', intermediate: 'Intermediate', advanced: 'Advanced' } as const;
  return Object.entries(titles).map(([level, title]) => ({
    id: level,
    title,
    icon: 'mortar-board',
    projects: projectsIn(outline).filter((project) => project.level === level),
  }));
}

function byState(outline: Outline, { started }: ShownProjects): Section[] {
  const titles = { 'under-way': 'Under way', open: 'Not started', finished: 'Finished' } as const;
  const icons = {
    'under-way': 'play-circle',
    open: 'circle-large-outline',
    finished: 'pass-filled',
  } as const;
  const stateOf = ({ id }: ProjectReference): keyof typeof titles => {
    const own = started.filter(({ project }) => project.id === id);
    if (own.length === 0) return 'open';
    return own.some((one) => passing(one) === one.milestones.length) ? 'finished' : 'under-way';
  };
  return (['under-way', 'open', 'finished'] as const).map((state) => ({
    id: state,
    title: titles[state],
    icon: icons[state],
    projects: projectsIn(outline).filter((project) => stateOf(project) === state),
  }));
}

/** How many milestones pass. */
export function passing({ milestones }: ShownProject): number {
  return milestones.filter(({ state }) => state === 'passing').length;
}
