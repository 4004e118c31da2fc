import type { Milestone } from '../roadmap/model.ts';
import { askForMilestone, chooseStarted } from './chooseStarted.ts';
import type { CommandContext } from './context.ts';

const names = ['the idea', 'the approach', 'in outline'] as const;

/**
 * Shows the next hint of a milestone below those that were shown before, or only those: to read one again must
 * not give the next one away. What was seen is remembered on this machine only.
 */
export async function showHint(context: CommandContext, argument?: unknown): Promise<void> {
  const chosen = await chooseStarted(context, 'Show Hint', argument);
  if (!chosen) return;
  const { started } = chosen;
  const milestone = chosen.milestone ?? (await askForMilestone(context, 'Show Hint', started));
  if (!milestone) return;
  const { instance } = started.manifest;
  const seen = context.hints.shown(instance, milestone);
  const isNext = await askForNext(context, milestone, seen);
  if (isNext === undefined) return;
  const level = isNext ? await context.hints.next(instance, milestone) : seen;
  const hints = milestone.hints
    .slice(0, level)
    .flatMap((hint, index) => [
      `## Hint ${index + 1} of ${milestone.hints.length}: ${names[index] ?? 'more'}`,
      '',
      index === 2 ? indented(hint) : hint,
      '',
    ]);
  const more =
    level < milestone.hints.length
      ? 'Run “Show Hint” again for the next one.'
      : 'That was the last hint. “Compare with Solution” shows one way to write it.';
  const text = [`# ${milestone.title}`, '', milestone.goal, '', ...hints, more, ''].join('\n');
  await context.ui.showReadOnly(`${started.project.id}/${milestone.id}/hints.md`, text);
}

/** Asks only where there is a choice: some hints were seen, and some are left. `undefined` is Escape. */
async function askForNext(
  { ui }: CommandContext,
  { title, hints }: Milestone,
  seen: number,
): Promise<boolean | undefined> {
  if (seen === 0 || seen >= hints.length) return true;
  const next = `hint ${seen + 1} of ${hints.length}, ${names[seen] ?? 'more'}`;
  const items = [
    {
      label: seen === 1 ? 'The hint I have seen' : 'The hints I have seen',
      description: `${seen} of ${hints.length}`,
      value: false,
    },
    { label: 'The next hint', description: next, value: true },
  ];
  return ui.pick(items, { title: 'Show Hint', placeholder: `${title}: which hints?` });
}

/** A code block, in Markdown as in plain text. */
function indented(text: string): string {
  return text.trimEnd().replace(/^/gm, '    ');
}
