import type { Memento } from 'vscode';
import { isRecord } from '../isRecord.ts';
import { mergeProgress } from './merge.ts';
import type { Place, PlaceReading } from './place.ts';
import { noProgress, type Progress, readProgress } from './record.ts';

export const PROGRESS_KEY = 'progress';
export const BACKUP_KEY = 'progress.backup';

/** One of the editor's key-value stores: workspace state, or the global state that Settings Sync carries. */
export class MementoPlace implements Place {
  readonly name: string;
  readonly #memento: Memento;
  #toldOfNewer = false;

  constructor(name: string, memento: Memento) {
    this.name = name;
    this.#memento = memento;
  }

  /** What can be shown at once, before anything is set aside. */
  peek(): Progress {
    const reading = readProgress(this.#memento.get(PROGRESS_KEY));
    return 'progress' in reading ? reading.progress : noProgress;
  }

  async read(): Promise<PlaceReading> {
    const original = this.#memento.get<unknown>(PROGRESS_KEY);
    const reading = readProgress(original);
    if (reading.kind === 'none') return { progress: noProgress };
    if (reading.kind === 'sound') return { progress: reading.progress };
    if (reading.kind === 'newer') {
      if (this.#toldOfNewer) return { progress: noProgress };
      this.#toldOfNewer = true;
      return { progress: noProgress, notice: { kind: 'newer', place: this.name, original } };
    }
    const copy = this.#freeBackupKey();
    await this.#memento.update(copy, original);
    await this.#update(reading.progress);
    return { progress: reading.progress, notice: { kind: 'damaged', place: this.name, copy, original } };
  }

  async write(progress: Progress): Promise<void> {
    const stored = readProgress(this.#memento.get(PROGRESS_KEY));
    // Nothing replaces what a newer version wrote, nor what is damaged until the next read has copied it.
    if (stored.kind === 'newer' || stored.kind === 'damaged') return;
    const merged = stored.kind === 'sound' ? mergeProgress(stored.progress, progress) : progress;
    await this.#update(merged);
  }

  /** What stands beside the marks stays: another release of version 1 may have put it there. */
  async #update(progress: Progress): Promise<void> {
    const stored = this.#memento.get<unknown>(PROGRESS_KEY);
    await this.#memento.update(PROGRESS_KEY, isRecord(stored) ? { ...stored, ...progress } : progress);
  }

  #freeBackupKey(): string {
    const taken = new Set(this.#memento.keys());
    for (let number = 2, key = BACKUP_KEY; ; key = `${BACKUP_KEY}.${number++}`) {
      if (!taken.has(key)) return key;
    }
  }
}
