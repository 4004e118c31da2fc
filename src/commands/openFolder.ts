import type { Uri } from 'vscode';
import type { CommandContext } from './context.ts';

/**
 * Asks where to open a project's folder. It ends this window's extensions when the window changes, so what
 * comes next is written down first, and nothing follows.
 */
export async function openFolder(context: CommandContext, folder: Uri, title: string): Promise<void> {
  const items = [
    { label: 'Open in New Window', icon: 'multiple-windows', value: 'new window' },
    { label: 'Open Here', icon: 'window', value: 'here' },
    { label: 'Add to Workspace', icon: 'add', value: 'workspace' },
  ] as const;
  const where = await context.ui.pick<(typeof items)[number]['value']>(items, {
    title,
    placeholder: folder.fsPath,
  });
  if (where) await openAt(context, folder, where);
}

export async function openAt(
  context: CommandContext,
  folder: Uri,
  where: 'new window' | 'here' | 'workspace',
): Promise<void> {
  await context.planResume(folder);
  await context.ui.openFolder(folder, where);
}
