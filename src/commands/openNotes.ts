import { leafArgument } from './argument.ts';
import { askForLeaf } from './askForTopic.ts';
import type { CommandContext } from './context.ts';

/** Opens the learner's notes on a topic; the first time, makes the file. */
export async function openNotes(context: CommandContext, argument?: unknown): Promise<void> {
  const outline = await context.library.load();
  const options = { title: 'Open Notes', placeholder: 'Notes on which topic?' };
  const leaf = leafArgument(outline, argument) ?? (await askForLeaf(context, outline, options));
  if (!leaf) return;
  await context.ui.openFile(await context.notesFile(leaf.id, leaf.title));
}
