import { journalText, readJournal } from './journal.ts';
import { mergeProgress } from './merge.ts';
import type { Place, PlaceReading } from './place.ts';
import { type Change, changesIn, noProgress, type Progress } from './record.ts';

/** The few things a journal needs of a disk. Paths are relative to the journals' folder. */
export interface JournalFiles {
  /** Every journal there is, of this workspace or of all; none when the folder does not exist. */
  list(): Promise<readonly JournalFile[]>;
  read(path: string): Promise<string>;
  append(path: string, text: string): Promise<void>;
  delete(path: string): Promise<void>;
}

export interface JournalFile {
  readonly path: string;
  /** Milliseconds since 1970. */
  readonly changedAt: number;
}

const DAY = 24 * 60 * 60 * 1000;
/** Journals of closed windows that may lie about before they are folded into one. */
const ENOUGH = 20;

/**
 * What survives a killed window, two windows at once and a lost browser profile: a file per window,
 * to which it alone appends.
 */
export class JournalPlace implements Place {
  readonly name = 'journal';
  readonly #files: JournalFiles;
  readonly #ownPath: string;
  readonly #now: () => number;

  constructor(files: JournalFiles, ownPath: string, now: () => number) {
    this.#files = files;
    this.#ownPath = ownPath;
    this.#now = now;
  }

  async read(): Promise<PlaceReading> {
    const files = await this.#files.list();
    const readings = await Promise.all(
      files.map(async (file) => ({ ...file, ...readJournal(await this.#files.read(file.path)) })),
    );
    const old = readings.filter(
      ({ path, changedAt, unread }) =>
        unread === 0 && path !== this.#ownPath && this.#now() - changedAt > DAY,
    );
    if (old.length >= ENOUGH) await this.#fold(old);
    return { progress: readings.map(({ progress }) => progress).reduce(mergeProgress, noProgress) };
  }

  async write(_progress: Progress, changes: readonly Change[]): Promise<void> {
    if (changes.length > 0) await this.#files.append(this.#ownPath, journalText(changes));
  }

  /** Writes what the old journals say into our own, reads it back, and only then deletes them. */
  async #fold(old: readonly { path: string; progress: Progress }[]): Promise<void> {
    const sum = old.map(({ progress }) => progress).reduce(mergeProgress, noProgress);
    await this.#files.append(this.#ownPath, journalText(changesIn(sum)));
    const kept = readJournal(await this.#files.read(this.#ownPath)).progress;
    if (JSON.stringify(mergeProgress(kept, sum)) !== JSON.stringify(kept)) return;
    for (const { path } of old) await this.#files.delete(path);
  }
}
