import type { Leaf, Level, Resource, Track } from '../roadmap/model.ts';
import { plainText } from '../roadmap/prose.ts';
import type { StatusOf } from './counts.ts';
import type { Status } from './record.ts';

/** Which leaves the tree shows. Within one list any of it is enough; all lists must agree. Pure. */
export interface Filter {
  readonly states: readonly Status[];
  readonly levels: readonly Level[];
  readonly kinds: readonly Resource['kind'][];
  readonly tracks: readonly Track[];
  /** Words that must all be somewhere in the title, the other names, the outcomes or a resource's title. */
  readonly text: string;
}

export const noFilter: Filter = { states: [], levels: [], kinds: [], tracks: [], text: '' };

export function isFiltering({ states, levels, kinds, tracks, text }: Filter): boolean {
  return states.length + levels.length + kinds.length + tracks.length > 0 || text.trim() !== '';
}

export function passes(filter: Filter, leaf: Leaf, statusOf: StatusOf): boolean {
  const { states, levels, kinds, tracks, text } = filter;
  if (states.length > 0 && !states.includes(statusOf(leaf.id))) return false;
  if (levels.length > 0 && !levels.includes(leaf.level)) return false;
  if (kinds.length > 0 && !leaf.resources.some(({ kind }) => kinds.includes(kind))) return false;
  if (tracks.length > 0 && !tracks.some(({ topics }) => topics.includes(leaf.id))) return false;
  return matchesWords(leaf, text);
}

function matchesWords(leaf: Leaf, text: string): boolean {
  const words = text.toLocaleLowerCase('en').split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const { title, aliases = [], outcomes = [], resources } = leaf;
  const all = [title, ...aliases, ...outcomes.map(plainText), ...resources.map((resource) => resource.title)]
    .join('\n')
    .toLocaleLowerCase('en');
  return words.every((word) => all.includes(word));
}

/** "Showing 12 of 78: done or skipped · beginner · “kalman”" */
export function filterText(filter: Filter, shown: number, total: number): string {
  const { states, levels, kinds, tracks, text } = filter;
  const parts = [
    states.map((status) => status.replace('-', ' ')).join(' or '),
    levels.join(' or '),
    kinds.join(' or '),
    tracks.length > 0 ? `track ${tracks.map(({ title }) => title).join(' or ')}` : '',
    text.trim() === '' ? '' : `“${text.trim()}”`,
  ].filter(Boolean);
  return `Showing ${shown} of ${total}: ${parts.join(' · ')}`;
}
