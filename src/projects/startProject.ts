import type { Uri } from 'vscode';
import { UserError } from '../errors.ts';
import type { Library } from '../library/Library.ts';
import { planProject } from './plan.ts';
import { writeProject } from './writeProject.ts';

export type StartProject = (
  options: { readonly project: string; readonly parent: Uri; readonly name: string },
  cancelled?: { readonly isCancellationRequested: boolean },
) => Promise<Uri>;

/** Plans a bundled project and writes it. What both the command and the API do once everything was asked. */
export function createStartProject(library: Pick<Library, 'load' | 'project'>): StartProject {
  return async ({ project: projectId, parent, name }, cancelled) => {
    const { leaves } = await library.load();
    // Also what keeps `../` and the like out of a path that is read next.
    if (!leaves.some(({ projects = [] }) => projects.some(({ id }) => id === projectId))) {
      throw new UserError(`There is no practice project “${projectId}”.`);
    }
    const project = await library.project(projectId);
    return writeProject(planProject(project, name), parent, name, cancelled);
  };
}
