import type { Memento } from 'vscode';
import { Emitter, type Listen } from './events.ts';

/** Something the learner chose on this machine and may change, such as the track, by its id. */
export class Choice {
  readonly #memento: Memento;
  readonly #key: string;
  readonly #changed = new Emitter<string | undefined>();

  readonly onDidChange: Listen<string | undefined> = this.#changed.event;

  constructor(memento: Memento, key: 'track' | 'projectsBy') {
    this.#memento = memento;
    this.#key = key;
  }

  get(): string | undefined {
    const stored = this.#memento.get<unknown>(this.#key);
    return typeof stored === 'string' ? stored : undefined;
  }

  async set(id: string | undefined): Promise<void> {
    await this.#memento.update(this.#key, id);
    this.#changed.fire(id);
  }
}
