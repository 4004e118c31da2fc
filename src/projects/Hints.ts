import type { Memento } from 'vscode';
import type { Milestone } from '../roadmap/model.ts';

interface Seen {
  readonly hints: number;
  readonly solution: boolean;
}

const nothing: Seen = { hints: 0, solution: false };

/** Which hints and solutions were looked at, per project on disk. It stays on this machine and is never judged. */
export class Hints {
  readonly #memento: Memento;

  constructor(memento: Memento) {
    this.#memento = memento;
  }

  /** How many hints of a milestone were shown. */
  shown(instance: string, milestone: Milestone): number {
    return this.#seen(instance, milestone).hints;
  }

  /** Counts one more hint as shown, up to all of them. @returns how many to show. */
  async next(instance: string, milestone: Milestone): Promise<number> {
    const seen = this.#seen(instance, milestone);
    const hints = Math.min(seen.hints + 1, milestone.hints.length);
    await this.#memento.update(key(instance, milestone), { ...seen, hints });
    return hints;
  }

  wasSolutionSeen(instance: string, milestone: Milestone): boolean {
    return this.#seen(instance, milestone).solution;
  }

  async sawSolution(instance: string, milestone: Milestone): Promise<void> {
    await this.#memento.update(key(instance, milestone), {
      ...this.#seen(instance, milestone),
      solution: true,
    });
  }

  #seen(instance: string, milestone: Milestone): Seen {
    const { hints, solution } = (this.#memento.get<unknown>(key(instance, milestone)) ?? {}) as Partial<Seen>;
    return {
      hints: Number.isInteger(hints) ? (hints as number) : nothing.hints,
      solution: solution === true,
    };
  }
}

function key(instance: string, { id }: Milestone): string {
  return `hints/${instance}/${id}`;
}
