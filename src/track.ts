import type { Memento } from 'vscode';
import { Emitter, type Listen } from './events.ts';

const KEY = 'track';

/** The way through the roadmap that the learner chose, on this machine. */
export class ChosenTrack {
  readonly #memento: Memento;
  readonly #changed = new Emitter<string | undefined>();

  readonly onDidChange: Listen<string | undefined> = this.#changed.event;

  constructor(memento: Memento) {
    this.#memento = memento;
  }

  get(): string | undefined {
    const stored = this.#memento.get<unknown>(KEY);
    return typeof stored === 'string' ? stored : undefined;
  }

  async set(trackId: string | undefined): Promise<void> {
    await this.#memento.update(KEY, trackId);
    this.#changed.fire(trackId);
  }
}
