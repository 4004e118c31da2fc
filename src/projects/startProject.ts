import type { Uri } from 'vscode';
import { UserError } from '../errors.ts';
import type { Library } from '../library/Library.ts';
import { planProject, withManifest } from './plan.ts';
import type { StartedProjects } from './StartedProjects.ts';
import { writeProject } from './writeProject.ts';

export type StartProject = (
  options: { readonly project: string; readonly parent: Uri; readonly name: string },
  cancelled?: { readonly isCancellationRequested: boolean },
) => Promise<Uri>;

/** Plans a bundled project and writes it. What both the command and the API do once everything was asked. */
export function createStartProject(
  library: Pick<Library, 'projects' | 'project'>,
  started: Pick<StartedProjects, 'add'>,
): StartProject {
  return async ({ project: projectId, parent, name }, cancelled) => {
    // Also what keeps `../` and the like out of a path that is read next.
    if (!(await library.projects()).some(({ id }) => id === projectId)) {
      throw new UserError(`There is no practice project “${projectId}”.`);
    }
    const project = await library.project(projectId);
    const what = { project: projectId, name, instance: crypto.randomUUID() };
    const folder = await writeProject(
      await withManifest(planProject(project, name), what),
      parent,
      name,
      cancelled,
    );
    await started.add(folder);
    return folder;
  };
}
