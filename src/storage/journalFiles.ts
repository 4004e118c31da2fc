import { FileSystemError, FileType, Uri, workspace } from 'vscode';
import type { Host } from '../host.ts';
import type { JournalFile, JournalFiles } from '../progress/JournalPlace.ts';

/**
 * Journals on disk: `<root>/<workspace>/<writer>.jsonl`. Reading takes in every workspace's when progress
 * is shared, and one workspace's alone when it is not, so turning the setting off and on loses nothing.
 */
export function journalFiles(root: Uri, onlyWorkspace: string | undefined, host: Host): JournalFiles {
  const fileAt = (path: string) => Uri.joinPath(root, ...path.split('/'));
  return {
    async list() {
      const workspaces = onlyWorkspace ? [onlyWorkspace] : await namesIn(root, FileType.Directory);
      const files = await Promise.all(
        workspaces.map(async (name) => {
          const journals = await namesIn(fileAt(name), FileType.File);
          return journals.filter((file) => file.endsWith('.jsonl')).map((file) => `${name}/${file}`);
        }),
      );
      return Promise.all(
        files.flat().map(async (path): Promise<JournalFile> => {
          return { path, changedAt: (await workspace.fs.stat(fileAt(path))).mtime };
        }),
      );
    },
    read: async (path) => new TextDecoder().decode(await workspace.fs.readFile(fileAt(path))),
    append: (path, text) => host.appendText(fileAt(path), text),
    delete: async (path) => workspace.fs.delete(fileAt(path)),
  };
}

/** A name for the open folders that stays the same when a window is reloaded. */
export async function workspaceName(): Promise<string> {
  const open =
    workspace.workspaceFile ?? workspace.workspaceFolders?.map(({ uri }) => uri.toString()).join('\n');
  if (!open) return 'no-folder';
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(open.toString()));
  return [...new Uint8Array(digest).slice(0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function namesIn(folder: Uri, type: FileType): Promise<string[]> {
  try {
    const entries = await workspace.fs.readDirectory(folder);
    return entries.filter(([, entryType]) => entryType === type).map(([name]) => name);
  } catch (thrown) {
    if (thrown instanceof FileSystemError && thrown.code === 'FileNotFound') return [];
    throw thrown;
  }
}
