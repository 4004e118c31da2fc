import type { Memento } from 'vscode';
import { mergeProgress } from './merge.ts';
import type { Place, PlaceReading } from './place.ts';
import { noProgress, type Progress, readProgress } from './record.ts';

export const PROGRESS_KEY = 'progress';
export const BACKUP_KEY = 'progress.backup';

/** One of the editor's key-value stores: workspace state, or the global state that Settings Sync carries. */
export class MementoPlace implements Place {
  readonly name: string;
  readonly #memento: Memento;
  #untouchable = false;
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
    // Until the copy stands, or for good when a newer version wrote it, nothing may replace the original.
    this.#untouchable = true;
    if (reading.kind === 'newer') {
      if (this.#toldOfNewer) return { progress: noProgress };
      this.#toldOfNewer = true;
      return { progress: noProgress, notice: { kind: 'newer', place: this.name, original } };
    }
    const copy = this.#freeBackupKey();
    await this.#memento.update(copy, original);
    await this.#memento.update(PROGRESS_KEY, reading.progress);
    this.#untouchable = false;
    return { progress: reading.progress, notice: { kind: 'damaged', place: this.name, copy, original } };
  }

  async write(progress: Progress): Promise<void> {
    if (this.#untouchable) return;
    const stored = readProgress(this.#memento.get(PROGRESS_KEY));
    if (stored.kind === 'newer' || stored.kind === 'damaged') {
      // Another window (or Settings Sync) put it there after we read. It waits for the next read.
      this.#untouchable = true;
      return;
    }
    const merged = stored.kind === 'sound' ? mergeProgress(stored.progress, progress) : progress;
    await this.#memento.update(PROGRESS_KEY, merged);
  }

  #freeBackupKey(): string {
    const taken = new Set(this.#memento.keys());
    for (let number = 2, key = BACKUP_KEY; ; key = `${BACKUP_KEY}.${number++}`) {
      if (!taken.has(key)) return key;
    }
  }
}
