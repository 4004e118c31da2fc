/** Runs one after the other: two at a time would write the same report. It knows what still waits to be run. */
export class RunQueue<T> {
  readonly #waiting = new Set<Set<T>>();
  #last: Promise<unknown> = Promise.resolve();

  /**
   * Runs a task for these items once everything before it has ended.
   * @param task tells by `begin` which item it has come to: what changes from then on is news to it
   */
  add(items: readonly T[], task: (begin: (item: T) => void) => Promise<void>): Promise<void> {
    const waiting = new Set(items);
    this.#waiting.add(waiting);
    const running = this.#last
      .then(() => task((item) => waiting.delete(item)))
      // A cancelled run leaves items that it never came to.
      .finally(() => this.#waiting.delete(waiting));
    this.#last = running.catch(() => undefined);
    return running;
  }

  /** Whether a run that was added has yet to come to it, and will see all that was saved by then. */
  isWaiting(item: T): boolean {
    return [...this.#waiting].some((items) => items.has(item));
  }
}
