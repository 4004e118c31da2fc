import type { StartedProjects } from './StartedProjects.ts';

/** What was reached in each project that was started, as far as it was last looked at: "3/6", "finished". */
export class Reached {
  readonly #projects: Pick<StartedProjects, 'list'>;
  #reached = new Map<string, string>();

  constructor(projects: Pick<StartedProjects, 'list'>) {
    this.#projects = projects;
  }

  readonly of = (projectId: string): string | undefined => this.#reached.get(projectId);

  async look(): Promise<void> {
    const { started } = await this.#projects.list();
    const best = new Map<string, { readonly passing: number; readonly total: number }>();
    for (const { project, milestones } of started) {
      const passing = milestones.filter(({ state }) => state === 'passing').length;
      const before = best.get(project.id);
      if (!before || before.passing < passing) best.set(project.id, { passing, total: milestones.length });
    }
    this.#reached = new Map(
      [...best].map(([id, { passing, total }]) => [
        id,
        passing === total ? 'finished' : `${passing}/${total}`,
      ]),
    );
  }
}
