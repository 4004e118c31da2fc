import { FileSystemError, FileType, Uri, workspace } from 'vscode';
import { UserError } from '../errors.ts';
import type { SettingId } from '../manifest.ts';

const SETTING: SettingId = 'mlRoadmap.notes.location';

/** The learner's notes: a Markdown file for a topic, in a place of theirs. Nothing here deletes one or writes over it. */
export class Notes {
  readonly #globalStorage: Uri;
  #names = new Set<string>();

  constructor(globalStorage: Uri) {
    this.#globalStorage = globalStorage;
  }

  /** Whether there was a file for the topic when the folder was last looked at. */
  has(topicId: string): boolean {
    return this.#names.has(`${topicId}.md`);
  }

  /** Looks which notes there are. */
  async look(): Promise<void> {
    try {
      const entries = await workspace.fs.readDirectory(this.#folder());
      this.#names = new Set(entries.filter(([, type]) => type !== FileType.Directory).map(([name]) => name));
    } catch (thrown) {
      // No folder, no notes: it is made with the first one.
      if (!(thrown instanceof FileSystemError) && !UserError.is(thrown)) throw thrown;
      this.#names = new Set();
    }
  }

  /** The file of a topic's notes, made with a heading when there is none. @param topicId of our own roadmap */
  async file(topicId: string, title: string): Promise<Uri> {
    const file = Uri.joinPath(this.#folder(), `${topicId}.md`);
    try {
      await workspace.fs.stat(file);
    } catch (thrown) {
      if (!(thrown instanceof FileSystemError) || thrown.code !== 'FileNotFound') throw thrown;
      await workspace.fs.writeFile(file, new TextEncoder().encode(`# ${title}\n\n`));
    }
    await this.look();
    return file;
  }

  #folder(): Uri {
    if (workspace.getConfiguration().get<unknown>(SETTING) !== 'workspace') {
      return Uri.joinPath(this.#globalStorage, 'notes');
    }
    const folder = workspace.workspaceFolders?.[0]?.uri;
    if (folder) return Uri.joinPath(folder, 'notes');
    throw new UserError(
      'The setting mlRoadmap.notes.location keeps notes in the workspace, and no folder is open. Open one, or set it to “global”.',
    );
  }
}
