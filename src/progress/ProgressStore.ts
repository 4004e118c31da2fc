import { messageOf, UserError } from '../errors.ts';
import { Emitter, type Listen } from '../events.ts';
import { withinTime } from '../withinTime.ts';
import { daysIn, isOfTopic } from './activity.ts';
import { applyChanges, changesBetween, highestSeq, mergeProgress } from './merge.ts';
import { newMarks, type Unordered } from './newMarks.ts';
import type { Notice, Place } from './place.ts';
import { type Change, changesIn, type Mark, markIn, type Progress, type Status } from './record.ts';

export interface ProgressStoreOptions {
  readonly places: readonly Place[];
  /** What the tree draws before the places were read. */
  readonly initial: Progress;
  /** A name no other window has. */
  readonly writer: string;
  readonly now: () => Date;
  /** Hears each notice, and each place that failed, once. */
  readonly onNotice: (notice: Notice) => void;
  readonly onFault: (place: Place, what: string) => void;
  /** A place that has not answered after so many milliseconds is left behind: `Memento.update` can hang for ever. */
  readonly patience?: number;
}

/**
 * The only writer of progress. It holds the record in memory, reads and writes every place through
 * one queue, and writes nothing before every place was read or failed.
 */
export class ProgressStore {
  readonly #options: ProgressStoreOptions;
  readonly #changed = new Emitter<readonly Change[]>();
  readonly #faulty = new Set<Place>();
  #progress: Progress;
  #seq: number;
  #queue: Promise<void> = Promise.resolve();
  #loaded: Promise<void> | undefined;

  /** The changes that were made, here or in another window. */
  readonly onDidChange: Listen<readonly Change[]> = this.#changed.event;

  constructor(options: ProgressStoreOptions) {
    this.#options = options;
    this.#progress = options.initial;
    this.#seq = highestSeq(options.initial);
  }

  statusOf(roadmapId: string, topicId: string): Status {
    return this.markOf(roadmapId, topicId)?.status ?? 'not-started';
  }

  markOf(roadmapId: string, topicId: string): Mark | undefined {
    return markIn(this.#progress, roadmapId, topicId);
  }

  /** Every mark of a roadmap and of the parts of its topics. */
  changesOf(roadmapId: string): readonly Change[] {
    return this.#allOf(roadmapId).filter(isOfTopic);
  }

  /** Local date → how much of a roadmap was marked on it, as far as it was kept. */
  daysOf(roadmapId: string): ReadonlyMap<string, number> {
    return daysIn(this.#allOf(roadmapId));
  }

  /** Reads every place and takes over what is newer there. Called at activation and when a window gets the focus. */
  load(): Promise<void> {
    const loading = this.#enqueue(() => this.#mergePlaces());
    if (!this.#loaded) {
      this.#loaded = loading;
      // What went wrong once must not stand in the way of every later mark: the next one reads again.
      loading.catch(() => {
        this.#loaded = undefined;
      });
    }
    return loading;
  }

  /**
   * Marks topics. The change shows at once; the promise resolves when it was written. What a mark says already is
   * not said again.
   * @param evidence what shows that the mark is earned, as plain JSON
   * @throws UserError when no place took it.
   */
  async setStatus(
    roadmapId: string,
    topicIds: readonly string[],
    status: Status,
    evidence?: unknown,
  ): Promise<void> {
    await (this.#loaded ?? this.load());
    const marking = { roadmapId, topicIds, status, evidence, now: this.#options.now() };
    await this.#make(newMarks(marking, (key) => this.markOf(roadmapId, key)));
  }

  /** All there is, once every place was read. */
  async record(): Promise<Progress> {
    await (this.#loaded ?? this.load());
    return this.#progress;
  }

  /**
   * Takes over what is newer in a record from elsewhere, as if it were one of the places.
   * @returns how many marks that were.
   * @throws UserError when no place took them.
   */
  async take(progress: Progress): Promise<number> {
    await (this.#loaded ?? this.load());
    const changes = changesBetween(this.#progress, progress);
    this.#seq = Math.max(this.#seq, highestSeq(progress));
    await this.#add(changes);
    return changes.filter(isOfTopic).length;
  }

  /**
   * Makes older marks the newest again, each with its time and its evidence.
   * @throws UserError when no place took them.
   */
  async restore(changes: readonly Change[]): Promise<void> {
    await (this.#loaded ?? this.load());
    await this.#make(changes);
  }

  /** Gives each change its place: after all that was made before. */
  #make(changes: readonly Unordered[]): Promise<void> {
    const { writer } = this.#options;
    return this.#add(
      changes.map((change) => ({ ...change, mark: { ...change.mark, seq: ++this.#seq, writer } })),
    );
  }

  async #add(changes: readonly Change[]): Promise<void> {
    if (changes.length === 0) return;
    this.#progress = applyChanges(this.#progress, changes);
    try {
      this.#tell(changes);
    } finally {
      // A view that fails to show a mark does not keep it from being written.
      await this.#enqueue(() => this.#write(changes));
    }
  }

  /** Nobody hears of days: each comes with the topics that were marked on it. */
  #tell(changes: readonly Change[]): void {
    const heard = changes.filter(isOfTopic);
    if (heard.length > 0) this.#changed.fire(heard);
  }

  #allOf(roadmapId: string): readonly Change[] {
    return changesIn(this.#progress).filter((change) => change.roadmapId === roadmapId);
  }

  async #mergePlaces(): Promise<void> {
    const readings = await Promise.all(
      this.#options.places.map((place) => this.#attempt(place, () => place.read())),
    );
    const before = this.#progress;
    for (const reading of readings) {
      if (reading?.notice) this.#options.onNotice(reading.notice);
      if (reading) this.#progress = mergeProgress(this.#progress, reading.progress);
    }
    this.#seq = Math.max(this.#seq, highestSeq(this.#progress));
    const changes = changesBetween(before, this.#progress);
    try {
      this.#tell(changes);
    } finally {
      // What one place lost, the others give back to it.
      await Promise.all(
        this.#options.places.map(async (place, index) => {
          const missing = changesBetween(readings[index]?.progress ?? this.#progress, this.#progress);
          if (missing.length > 0) await this.#attempt(place, () => place.write(this.#progress, missing));
        }),
      );
    }
  }

  async #write(changes: readonly Change[]): Promise<void> {
    const taken = await Promise.all(
      this.#options.places.map((place) =>
        this.#attempt(place, async () => {
          await place.write(this.#progress, changes);
          return true;
        }),
      ),
    );
    if (taken.some(Boolean)) return;
    throw new UserError(
      'Your last change shows here but could not be saved anywhere. Check that the disk is not full or read-only, then change it again.',
    );
  }

  /** Runs one step of one place. A failure is reported once per place, and the others carry on. */
  async #attempt<T>(place: Place, step: () => Promise<T>): Promise<T | undefined> {
    try {
      return await withinTime(step(), this.#options.patience ?? 5000);
    } catch (thrown) {
      if (!this.#faulty.has(place)) this.#options.onFault(place, messageOf(thrown));
      this.#faulty.add(place);
      return undefined;
    }
  }

  #enqueue(task: () => Promise<void>): Promise<void> {
    const result = this.#queue.then(task);
    this.#queue = result.catch(() => undefined);
    return result;
  }
}
