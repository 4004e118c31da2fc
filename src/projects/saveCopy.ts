import { Uri, workspace } from 'vscode';

/**
 * Keeps a text of the learner's under `.practice/copies/` before its file becomes another.
 * @returns the path of the copy inside the project.
 */
export async function saveCopy(folder: Uri, path: string, text: string): Promise<string> {
  const stamp = new Date().toISOString().replace(/[:.]/g, '-');
  const copy = `.practice/copies/${path.replaceAll('/', '_')}.${stamp}`;
  await workspace.fs.writeFile(Uri.joinPath(folder, copy), new TextEncoder().encode(text));
  return copy;
}
