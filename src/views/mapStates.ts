import type { StatusOf } from '../progress/counts.ts';
import type { Status } from '../progress/record.ts';
import { isGroup, type Topic, type Track } from '../roadmap/model.ts';
import type { Outline } from '../roadmap/outline.ts';
import { countText } from './mapSvg.ts';

/** What changes on the map without a topic moving. Goes to `map.js`. */
export interface MapStates {
  readonly kind: 'states';
  readonly statuses: Readonly<Record<string, Status>>;
  /** Of each group: "3/12". */
  readonly counts: Readonly<Record<string, string>>;
  /** Of each topic on the chosen track: which step it is. */
  readonly steps: Readonly<Record<string, number>>;
  readonly trackId: string | undefined;
}

export function mapStates(outline: Outline, statusOf: StatusOf, track: Track | undefined): MapStates {
  const groups: string[] = [];
  const visit = (topic: Topic): void => {
    if (!isGroup(topic)) return;
    groups.push(topic.id);
    topic.topics.forEach(visit);
  };
  outline.roadmap.topics.forEach(visit);
  return {
    kind: 'states',
    statuses: Object.fromEntries(outline.leaves.map(({ id }) => [id, statusOf(id)])),
    counts: Object.fromEntries(groups.map((id) => [id, countText(outline, id, statusOf)])),
    steps: Object.fromEntries((track?.topics ?? []).map((id, index) => [id, index + 1])),
    trackId: track?.id,
  };
}
