import { type Filter, noFilter } from '../progress/filter.ts';
import { statuses } from '../progress/record.ts';
import type { Level, Resource } from '../roadmap/model.ts';
import type { Outline } from '../roadmap/outline.ts';
import type { PickItem } from '../ui.ts';
import { resourceIcons, statusIcons, statusWords } from '../words.ts';
import type { CommandContext } from './context.ts';

/** One thing a filter can ask for. */
type Choice =
  | { readonly facet: 'states'; readonly value: Filter['states'][number] }
  | { readonly facet: 'levels'; readonly value: Level }
  | { readonly facet: 'kinds'; readonly value: Resource['kind'] }
  | { readonly facet: 'tracks'; readonly value: string }
  | { readonly facet: 'text' };

const levels: readonly Level[] = ['beginner', 'intermediate', 'advanced'];

/** Chooses what the tree shows; it follows the words while they are typed. Choosing nothing shows everything. */
export async function filterTopics(context: CommandContext): Promise<void> {
  const outline = await context.library.load();
  const before = context.filter.get();
  const chosen = await context.ui.pickMany(itemsFor(outline, before), {
    title: 'Filter Topics',
    placeholder: 'Choose any; none shows everything',
  });
  if (!chosen) return;
  // What this question set. Anything else was set meanwhile by something else, such as Clear Filter, and stays.
  const own = new Set([before]);
  const wantsText = chosen.some(({ facet }) => facet === 'text');
  const text = wantsText
    ? await context.ui.ask({
        title: 'Filter Topics',
        prompt: 'Words in the title, other names, outcomes or resources',
        value: before.text,
        // What fails on the way is no news: what the words come to is set below, and told of if it fails there.
        whileTyping: (typed) => {
          const filter = filterFrom(outline, chosen, typed);
          own.add(filter);
          void context.filter.set(filter).catch(() => undefined);
        },
      })
    : '';
  if (text !== undefined) await context.filter.set(filterFrom(outline, chosen, text));
  else if (own.has(context.filter.get())) await context.filter.set(before);
}

export async function clearFilter(context: CommandContext): Promise<void> {
  await context.filter.set(noFilter);
}

function filterFrom({ roadmap }: Outline, chosen: readonly Choice[], text: string): Filter {
  const of = <F extends Choice['facet']>(facet: F) =>
    chosen.filter((choice): choice is Extract<Choice, { facet: F }> => choice.facet === facet);
  const trackIds = of('tracks').map(({ value }) => value);
  return {
    states: of('states').map(({ value }) => value),
    levels: of('levels').map(({ value }) => value),
    kinds: of('kinds').map(({ value }) => value),
    tracks: (roadmap.tracks ?? []).filter(({ id }) => trackIds.includes(id)),
    text: text.trim(),
  };
}

function itemsFor({ roadmap, leaves }: Outline, filter: Filter): PickItem<Choice>[] {
  const kinds = [...new Set(leaves.flatMap(({ resources }) => resources.map(({ kind }) => kind)))].sort();
  return [
    { label: 'Text…', group: 'Words', picked: filter.text !== '', icon: 'search', value: { facet: 'text' } },
    ...statuses.map((value) => ({
      label: statusWords[value],
      group: 'State',
      picked: filter.states.includes(value),
      icon: statusIcons[value],
      value: { facet: 'states', value } as const,
    })),
    ...levels.map((value) => ({
      label: value,
      group: 'Level',
      picked: filter.levels.includes(value),
      icon: 'mortar-board',
      value: { facet: 'levels', value } as const,
    })),
    ...(roadmap.tracks ?? []).map(({ id, title }) => ({
      label: title,
      group: 'Track',
      picked: filter.tracks.some((track) => track.id === id),
      icon: 'milestone',
      value: { facet: 'tracks', value: id } as const,
    })),
    ...kinds.map((value) => ({
      label: value,
      group: 'Has a resource of this kind',
      picked: filter.kinds.includes(value),
      icon: resourceIcons[value],
      value: { facet: 'kinds', value } as const,
    })),
  ];
}
