import { FileSystemError, Uri, workspace } from 'vscode';
import { messageOf, UserError } from '../errors.ts';
import { BUNDLED_ROADMAP } from '../manifest.ts';
import type { MapLayout } from '../map/layout.ts';
import type { BundledProject, ProjectReference, Roadmap } from '../roadmap/model.ts';
import { type Outline, outlineOf, projectsIn } from '../roadmap/outline.ts';

/** Where roadmaps and projects come from: the compiled files in `dist/`, each read when it is first needed. */
export class Library {
  readonly #dist: Uri;
  readonly #projects = new Map<string, Promise<BundledProject>>();
  #loading: Promise<Outline> | undefined;
  #outline: Outline | undefined;

  constructor(extension: Uri) {
    this.#dist = Uri.joinPath(extension, 'dist');
  }

  /** Loads the roadmap of the sidebar, once. @throws UserError when the installation is damaged. */
  load(): Promise<Outline> {
    this.#loading ??= this.#readJson<Roadmap>(`roadmaps/${BUNDLED_ROADMAP}.json`).then((roadmap) => {
      this.#outline = outlineOf(roadmap);
      return this.#outline;
    });
    return this.#loading;
  }

  /** The loaded roadmap. @throws UserError before it is loaded, or when that failed. */
  get outline(): Outline {
    if (!this.#outline) throw new UserError('The roadmap is not loaded yet. Try again in a moment.');
    return this.#outline;
  }

  /** Every practice project that a topic names, once, in the roadmap's order. */
  async projects(): Promise<readonly ProjectReference[]> {
    return projectsIn(await this.load());
  }

  /** A practice project with all its files. `projectId` must be one of `projects()`: it becomes part of a path. */
  async project(projectId: string): Promise<BundledProject> {
    let reading = this.#projects.get(projectId);
    if (!reading) {
      reading = this.#readJson<BundledProject>(`projects/${projectId}.json`);
      this.#projects.set(projectId, reading);
    }
    return reading;
  }

  /** Where the map of the loaded roadmap puts its topics, when the build worked it out. */
  async mapLayout(): Promise<MapLayout | undefined> {
    const { id } = this.outline.roadmap;
    const file = Uri.joinPath(this.#dist, `maps/${id}.json`);
    try {
      return JSON.parse(new TextDecoder().decode(await workspace.fs.readFile(file))) as MapLayout;
    } catch (thrown) {
      if (thrown instanceof FileSystemError && thrown.code === 'FileNotFound') return undefined;
      throw thrown;
    }
  }

  async #readJson<T>(path: string): Promise<T> {
    try {
      const bytes = await workspace.fs.readFile(Uri.joinPath(this.#dist, path));
      return JSON.parse(new TextDecoder().decode(bytes)) as T;
    } catch (thrown) {
      throw new UserError(
        `A part of ML Roadmap itself cannot be read (${path}: ${messageOf(thrown)}). Your progress is safe. Reinstall the extension to repair it.`,
      );
    }
  }
}
