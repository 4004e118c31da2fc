import type { Change, Progress } from './record.ts';

/** Somewhere progress is kept. The same record stands in several, because each one alone can lose it. */
export interface Place {
  /** As the log and the learner read it: "workspace state". */
  readonly name: string;
  /** What is there. Sets aside what is damaged before it returns. */
  read(): Promise<PlaceReading>;
  /** Adds `changes`; `progress` is the whole record with them in it. */
  write(progress: Progress, changes: readonly Change[]): Promise<void>;
}

export interface PlaceReading {
  readonly progress: Progress;
  readonly notice?: Notice;
}

/** Something the learner should hear once. */
export type Notice =
  | { readonly kind: 'damaged'; readonly place: string; readonly copy: string; readonly original: unknown }
  | { readonly kind: 'newer'; readonly place: string; readonly original: unknown };
