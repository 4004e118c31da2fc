import { Range, Uri, WorkspaceEdit, window, workspace } from 'vscode';
import { UserError } from '../errors.ts';
import { readText } from './StartedProjects.ts';
import { saveCopy } from './saveCopy.ts';

/**
 * Replaces the text of a file by an edit, so that Undo and open editors work, after a copy was saved.
 * @returns the path of the copy inside the project; `undefined` when the file was missing and was written anew.
 */
export async function resetToStub(folder: Uri, path: string, stub: string): Promise<string | undefined> {
  const file = Uri.joinPath(folder, path);
  const before = await readText(file);
  if (before === undefined) {
    const edit = new WorkspaceEdit();
    edit.createFile(file, { contents: new TextEncoder().encode(stub) });
    await apply(edit, path);
    return undefined;
  }
  const document = await workspace.openTextDocument(file);
  // What the editor shows, which may be newer than what is on disk.
  const copy = await saveCopy(folder, path, document.getText());
  const edit = new WorkspaceEdit();
  edit.replace(file, new Range(0, 0, document.lineCount, 0), stub);
  await apply(edit, path);
  await window.showTextDocument(document);
  return copy;
}

async function apply(edit: WorkspaceEdit, path: string): Promise<void> {
  if (!(await workspace.applyEdit(edit))) {
    throw new UserError(`${path} could not be changed. It is as it was, and a copy was saved.`);
  }
}
