import { askForMilestone, chooseStarted } from './chooseStarted.ts';
import type { CommandContext } from './context.ts';

const names = ['the idea', 'the approach', 'in outline'] as const;

/** Shows the next hint of a milestone below those that were shown before. What was seen is remembered on this machine only. */
export async function showHint(context: CommandContext, argument?: unknown): Promise<void> {
  const chosen = await chooseStarted(context, 'Show Hint', argument);
  if (!chosen) return;
  const { started } = chosen;
  const milestone = chosen.milestone ?? (await askForMilestone(context, 'Show Hint', started));
  if (!milestone) return;
  const level = await context.hints.next(started.manifest.instance, milestone);
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

/** A code block, in Markdown as in plain text. */
function indented(text: string): string {
  return text.trimEnd().replace(/^/gm, '    ');
}
