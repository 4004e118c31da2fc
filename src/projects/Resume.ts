import { type Memento, Uri, workspace } from 'vscode';
import { plannedPath } from './plan.ts';
import type { StartedProjects } from './StartedProjects.ts';

const KEY = 'resume';

/**
 * Opening a folder ends the window's extensions in the middle of whatever they do. What comes after, the
 * first stub in an editor, is written down before and done by the window that has the folder.
 */
export class Resume {
  readonly #memento: Memento;
  readonly #projects: StartedProjects;

  constructor(memento: Memento, projects: StartedProjects) {
    this.#memento = memento;
    this.#projects = projects;
  }

  async plan(folder: Uri): Promise<void> {
    await this.#memento.update(KEY, folder.toString());
  }

  /** @returns the files to show when this window has the folder that was planned, once. */
  async take(): Promise<Uri[]> {
    const planned = this.#memento.get<unknown>(KEY);
    const folder = workspace.workspaceFolders?.find(({ uri }) => uri.toString() === planned)?.uri;
    if (!folder) return [];
    await this.#memento.update(KEY, undefined);
    const started = await this.#projects.at(folder);
    if (!started) return [];
    const { project, milestones } = started;
    const current = milestones.findIndex(({ state }) => state !== 'passing');
    const [stub = ''] = project.milestones[Math.max(current, 0)]?.files ?? [];
    const path = plannedPath(started.project, started.manifest.name, stub);
    return [Uri.joinPath(folder, 'README.md'), Uri.joinPath(folder, path)];
  }
}
