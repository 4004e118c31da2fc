import { FileSystemError, FileType, Uri, workspace } from 'vscode';
import { UserError } from '../errors.ts';
import type { SettingId } from '../manifest.ts';

const SETTING: SettingId = 'mlRoadmap.notes.location';

/**
 * The learner's notes: a Markdown file for a topic, in a place of theirs. Nothing here deletes one, moves one or
 * writes over it. Notes stay where they were written when the learner chooses another place, so both are looked at.
 */
export class Notes {
  readonly #globalStorage: Uri;
  #names = new Set<string>();

  constructor(globalStorage: Uri) {
    this.#globalStorage = globalStorage;
  }

  /** Whether there was a file for the topic when the folders were last looked at. */
  has(topicId: string): boolean {
    return this.#names.has(nameOf(topicId));
  }

  /** Looks which notes there are. */
  async look(): Promise<void> {
    const { chosen, other } = this.#places();
    const names = await Promise.all([namesIn(chosen), namesIn(other)]);
    this.#names = new Set(names.flat());
  }

  /** The file of a topic's notes, made with a heading when there is none. @param topicId of our own roadmap, or of which there are notes */
  async file(topicId: string, title: string): Promise<Uri> {
    const { chosen, other } = this.#places();
    const name = nameOf(topicId);
    const file = chosen && Uri.joinPath(chosen, name);
    if (file && (await isThere(file))) return file;
    if (other && (await namesIn(other)).includes(name)) return Uri.joinPath(other, name);
    if (!file) {
      throw new UserError(
        'The setting mlRoadmap.notes.location keeps notes in the workspace, and no folder is open. Open one, or set it to “global”.',
      );
    }
    await workspace.fs.writeFile(file, new TextEncoder().encode(`# ${title}\n\n`));
    await this.look();
    return file;
  }

  /** The folder where new notes go, and the other one. There is none in the workspace while no folder is open. */
  #places(): { readonly chosen: Uri | undefined; readonly other: Uri | undefined } {
    const everywhere = Uri.joinPath(this.#globalStorage, 'notes');
    const folder = workspace.workspaceFolders?.[0]?.uri;
    const here = folder && Uri.joinPath(folder, 'notes');
    return workspace.getConfiguration().get<unknown>(SETTING) === 'workspace'
      ? { chosen: here, other: everywhere }
      : { chosen: everywhere, other: here };
  }
}

function nameOf(topicId: string): string {
  return `${topicId}.md`;
}

/** Only a file that is certainly not there may be made. */
async function isThere(file: Uri): Promise<boolean> {
  try {
    await workspace.fs.stat(file);
    return true;
  } catch (thrown) {
    if (!(thrown instanceof FileSystemError) || thrown.code !== 'FileNotFound') throw thrown;
    return false;
  }
}

async function namesIn(folder: Uri | undefined): Promise<string[]> {
  if (!folder) return [];
  try {
    const entries = await workspace.fs.readDirectory(folder);
    return entries.filter(([, type]) => type !== FileType.Directory).map(([name]) => name);
  } catch (thrown) {
    // No folder, no notes: it is made with the first one.
    if (!(thrown instanceof FileSystemError)) throw thrown;
    return [];
  }
}
