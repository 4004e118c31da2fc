/** The shape of `vscode.Event`, so that what is pure can have events without loading `vscode`. */
export type Listen<T> = (listener: (value: T) => unknown) => { dispose(): void };

export class Emitter<T> {
  readonly #listeners = new Set<(value: T) => unknown>();

  readonly event: Listen<T> = (listener) => {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  };

  /** @throws what a listener threw, once every listener has heard. */
  fire(value: T): void {
    const thrown: unknown[] = [];
    for (const listener of [...this.#listeners]) {
      try {
        listener(value);
      } catch (error) {
        thrown.push(error);
      }
    }
    if (thrown.length > 0) throw thrown[0];
  }
}
