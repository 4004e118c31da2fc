import { CancellationError, FileSystemError, Uri, workspace } from 'vscode';
import { messageOf, UserError } from '../errors.ts';
import { foldName, freeName, problemWithFolderName } from './name.ts';
import type { PlannedFile } from './plan.ts';

/** The only code that writes a learner's files. It makes one new folder, whole or not at all. */

/**
 * Writes the files to a hidden folder beside the target, then renames it: whatever happens on the way,
 * the target is not there or complete. Nothing that exists is touched.
 * @throws UserError when the name is wrong or taken, or the disk refuses; CancellationError.
 */
export async function writeProject(
  files: readonly PlannedFile[],
  parent: Uri,
  name: string,
  cancelled?: { readonly isCancellationRequested: boolean },
): Promise<Uri> {
  const problem = await problemWithName(parent, name);
  if (problem) throw new UserError(problem);
  if (workspace.fs.isWritableFileSystem(parent.scheme) === false) {
    throw new UserError(`${parent.path} cannot be written to. Choose another folder.`);
  }
  const target = Uri.joinPath(parent, name);
  const staging = Uri.joinPath(parent, `.ml-roadmap-partial-${crypto.randomUUID().slice(0, 8)}`);
  const stopIfCancelled = () => {
    if (cancelled?.isCancellationRequested) throw new CancellationError();
  };
  try {
    await workspace.fs.createDirectory(staging);
    for (const { path, text } of files) {
      stopIfCancelled();
      await workspace.fs.writeFile(Uri.joinPath(staging, ...path.split('/')), new TextEncoder().encode(text));
    }
    stopIfCancelled();
    await workspace.fs.rename(staging, target, { overwrite: false });
    return target;
  } catch (thrown) {
    const left = await removeStaging(staging);
    if (thrown instanceof CancellationError) throw thrown;
    throw new UserError(`${name} could not be written to ${parent.fsPath}: ${messageOf(thrown)}. ${left}`);
  }
}

/** What keeps a new folder in `parent` from having this name, with a free one where it is taken. */
export async function problemWithName(parent: Uri, name: string): Promise<string | undefined> {
  const problem = problemWithFolderName(name);
  if (problem) return problem;
  const taken = await namesIn(parent);
  const present = taken.find((other) => foldName(other) === foldName(name));
  if (present === undefined) return undefined;
  return `“${present}” is already there, and nothing is ever overwritten. “${freeName(name, taken)}” is free.`;
}

export async function freeNameIn(parent: Uri, name: string): Promise<string> {
  return freeName(name, await namesIn(parent));
}

async function namesIn(folder: Uri): Promise<string[]> {
  try {
    return (await workspace.fs.readDirectory(folder)).map(([name]) => name);
  } catch (thrown) {
    const gone = thrown instanceof FileSystemError && thrown.code === 'FileNotFound';
    const what = gone ? 'is not there any more' : `cannot be read (${messageOf(thrown)})`;
    throw new UserError(`The folder ${folder.fsPath} ${what}. Choose another.`);
  }
}

/** Deletes the folder this run made, and only that. Says how it went. */
async function removeStaging(staging: Uri): Promise<string> {
  try {
    await workspace.fs.delete(staging, { recursive: true, useTrash: false });
    return 'Nothing was left behind.';
  } catch (thrown) {
    if (thrown instanceof FileSystemError && thrown.code === 'FileNotFound')
      return 'Nothing was left behind.';
    return `The unfinished folder ${staging.fsPath} could not be removed; it is safe to delete.`;
  }
}
