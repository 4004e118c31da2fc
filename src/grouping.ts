/** By what the catalogue of practice projects can be grouped. */
export const groupings = ['topic', 'level', 'state'] as const;
export type Grouping = (typeof groupings)[number];

/** What was stored, where it still is one; by topic else. */
export function groupingOf(stored: string | undefined): Grouping {
  return groupings.find((grouping) => grouping === stored) ?? 'topic';
}
