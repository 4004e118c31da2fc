import { FileSystemError, type Memento, Uri, workspace } from 'vscode';
import { Emitter, type Listen } from '../events.ts';
import type { Library } from '../library/Library.ts';
import type { BundledProject } from '../roadmap/model.ts';
import {
  areDamagedResults,
  areNewerResults,
  MANIFEST_PATH,
  type PracticeManifest,
  RESULTS_PATH,
  type Results,
  readManifest,
  readResults,
  resultsText,
} from './practice.ts';
import { type ShownMilestone, shownMilestones } from './results.ts';
import { saveCopy } from './saveCopy.ts';
import { writeWhole } from './writeWhole.ts';

/** A practice project on the learner's disk. */
export interface StartedProject {
  readonly folder: Uri;
  readonly project: BundledProject;
  readonly manifest: PracticeManifest;
  readonly results: Results;
  /** Its results file was written by a newer version of the extension: it is left as it is. */
  readonly resultsAreNewer?: boolean;
  readonly milestones: readonly ShownMilestone[];
}

/** One that was started once and is not where it was. */
export interface LostProject {
  readonly folder: Uri;
  readonly projectId: string;
  /** Which copy of the project it was. */
  readonly instance: string;
}

interface Entry {
  readonly folder: string;
  readonly project: string;
  readonly instance: string;
}

const KEY = 'startedProjects';

/**
 * Which projects were started, and where they are now. The list lives in the global state; what each
 * one has reached lives in its own folder. A project that was moved is known again when its folder is open.
 */
export class StartedProjects {
  readonly #memento: Memento;
  readonly #library: Pick<Library, 'project' | 'projects'>;
  readonly #changed = new Emitter<void>();

  readonly onDidChange: Listen<void> = this.#changed.event;

  constructor(memento: Memento, library: Pick<Library, 'project' | 'projects'>) {
    this.#memento = memento;
    this.#library = library;
  }

  /** Whether a practice project is among the open folders. */
  async isOneOpen(): Promise<boolean> {
    const folders = workspace.workspaceFolders ?? [];
    const texts = await Promise.all(folders.map(({ uri }) => readText(Uri.joinPath(uri, MANIFEST_PATH))));
    return texts.some((text) => text !== undefined);
  }

  async list(): Promise<{ readonly started: StartedProject[]; readonly lost: LostProject[] }> {
    await this.#takeInOpenFolders();
    const started: StartedProject[] = [];
    const lost: LostProject[] = [];
    for (const entry of this.#entries()) {
      const folder = Uri.parse(entry.folder, true);
      const found = await this.at(folder);
      if (found) started.push(found);
      else lost.push({ folder, projectId: entry.project, instance: entry.instance });
    }
    return { started, lost };
  }

  /** The practice project in a folder, or `undefined` when there is none that we know. */
  async at(folder: Uri): Promise<StartedProject | undefined> {
    const manifest = await this.#manifestAt(folder);
    if (!manifest) return undefined;
    const text = (await readText(Uri.joinPath(folder, RESULTS_PATH))) ?? '';
    const results = readResults(text);
    const project = await this.#library.project(manifest.project);
    return {
      ...{ folder, manifest, project, results },
      resultsAreNewer: areNewerResults(text),
      milestones: shownMilestones(project, results),
    };
  }

  /** Remembers a project that was just written. */
  async add(folder: Uri): Promise<void> {
    await this.#takeIn([folder]);
    this.#changed.fire();
  }

  /** Drops it from the list. Its files stay. */
  async forget(folder: Uri): Promise<void> {
    await this.#save(this.#entries().filter((entry) => entry.folder !== folder.toString()));
    this.#changed.fire();
  }

  async writeResults(folder: Uri, results: Results): Promise<void> {
    const file = Uri.joinPath(folder, RESULTS_PATH);
    const before = (await readText(file)) ?? '';
    // A merge or a full disk can leave one that reads as nothing, and the learner's results are still in it.
    if (areDamagedResults(before)) await saveCopy(folder, 'progress.json', before);
    await writeWhole(file, resultsText(results));
    this.#changed.fire();
  }

  async #takeInOpenFolders(): Promise<void> {
    await this.#takeIn((workspace.workspaceFolders ?? []).map(({ uri }) => uri));
  }

  async #takeIn(folders: readonly Uri[]): Promise<void> {
    let entries = this.#entries();
    for (const folder of folders) {
      const manifest = await this.#manifestAt(folder);
      if (!manifest || entries.some((entry) => entry.folder === folder.toString())) continue;
      const here: Entry = {
        folder: folder.toString(),
        project: manifest.project,
        instance: manifest.instance,
      };
      const moved: Entry[] = [];
      for (const entry of entries) {
        const same = entry.instance === here.instance;
        if (same && !(await this.#manifestAt(Uri.parse(entry.folder, true)))) moved.push(entry);
      }
      entries = [...entries.filter((entry) => !moved.includes(entry)), here];
    }
    if (
      entries.length !== this.#entries().length ||
      entries.some((entry, index) => entry.folder !== this.#entries()[index]?.folder)
    ) {
      await this.#save(entries);
    }
  }

  async #manifestAt(folder: Uri): Promise<PracticeManifest | undefined> {
    const text = await readText(Uri.joinPath(folder, MANIFEST_PATH));
    const manifest = text === undefined ? undefined : readManifest(text);
    // The file lies in the learner's folder: a project id in it is only believed when it is one of ours.
    const known = manifest && (await this.#library.projects()).some(({ id }) => id === manifest.project);
    return known ? manifest : undefined;
  }

  #entries(): readonly Entry[] {
    const stored = this.#memento.get<unknown>(KEY);
    return Array.isArray(stored) ? stored.filter(isEntry) : [];
  }

  async #save(entries: readonly Entry[]): Promise<void> {
    await this.#memento.update(KEY, entries);
  }
}

function isEntry(value: unknown): value is Entry {
  const { folder, project, instance } = (value ?? {}) as Record<string, unknown>;
  return typeof folder === 'string' && typeof project === 'string' && typeof instance === 'string';
}

/** @returns `undefined` when there is no such file, or the disk it was on is not there. */
export async function readText(file: Uri): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await workspace.fs.readFile(file));
  } catch (thrown) {
    if (thrown instanceof FileSystemError) return undefined;
    throw thrown;
  }
}

/** Reads files of a project by their paths in it. */
export function readIn(folder: Uri): (path: string) => Promise<string | undefined> {
  return (path) => readText(Uri.joinPath(folder, path));
}
