import type { CommandContext } from './context.ts';

/** Chooses a way through the roadmap; Up Next, the map and the filter follow it. */
export async function chooseTrack(context: CommandContext): Promise<void> {
  const { roadmap } = await context.library.load();
  const chosen = context.track.get();
  const items = [
    {
      label: 'No track',
      description: 'the roadmap’s own order',
      icon: chosen ? 'circle-large-outline' : 'check',
      value: '',
    },
    ...(roadmap.tracks ?? []).map(({ id, title, hours, topics, summary }) => ({
      label: title,
      description: `${topics.length} topics · ${hours} h`,
      detail: summary,
      icon: id === chosen ? 'check' : 'circle-large-outline',
      value: id,
    })),
  ];
  const id = await context.ui.pick(items, {
    title: 'Choose Track',
    placeholder: 'Which way do you want to go?',
  });
  if (id !== undefined) await context.track.set(id === '' ? undefined : id);
}
