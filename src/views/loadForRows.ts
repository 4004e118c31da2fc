import { commands } from 'vscode';
import type { Library } from '../library/Library.ts';
import { LOADED_KEYS } from '../manifest.ts';
import type { Outline } from '../roadmap/outline.ts';

/**
 * The roadmap, for the rows of a view. Nothing when it cannot be read: `extension.ts` logs why, and the welcome of
 * the view leads to the log. The editor shows a welcome as soon as there are no rows, which is also so while the
 * extension starts; the keys hold it back until it is true.
 */
export async function loadForRows(library: Library, key: string | undefined): Promise<Outline | undefined> {
  const outline = await library.load().catch(() => undefined);
  // For the whole tree only: rows under a row say nothing new.
  if (key === undefined)
    void commands.executeCommand('setContext', LOADED_KEYS[outline ? 'ready' : 'failed'], true);
  return outline;
}
