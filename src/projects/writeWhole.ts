import { FileSystemError, type Uri, workspace } from 'vscode';

/**
 * Writes a file under another name and renames it, so that an editor that is killed in between leaves no half
 * of it. Where a file system or a virus scanner will not have it renamed, it is written in place.
 */
export async function writeWhole(file: Uri, text: string): Promise<void> {
  const bytes = new TextEncoder().encode(text);
  const unfinished = file.with({ path: `${file.path}.${crypto.randomUUID().slice(0, 8)}.tmp` });
  try {
    await workspace.fs.writeFile(unfinished, bytes);
    await workspace.fs.rename(unfinished, file, { overwrite: true });
  } catch (thrown) {
    if (!(thrown instanceof FileSystemError)) throw thrown;
    // In this order: the editor may have deleted the old one already, and this is the only whole text then.
    await workspace.fs.writeFile(file, bytes);
    await workspace.fs.delete(unfinished).then(undefined, () => 'not there, or harmless');
  }
}
