import * as vscode from 'vscode';

/** A file system that can be written to and is on no disk, as an editor in a browser has it. */
export class MemoryFiles implements vscode.FileSystemProvider {
  /** Path → text; `undefined` for a folder. */
  readonly entries = new Map<string, string | undefined>([['/', undefined]]);
  readonly onDidChangeFile = new vscode.EventEmitter<vscode.FileChangeEvent[]>().event;

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  stat({ path }: vscode.Uri): vscode.FileStat {
    if (!this.entries.has(path)) throw vscode.FileSystemError.FileNotFound(path);
    const text = this.entries.get(path);
    const type = text === undefined ? vscode.FileType.Directory : vscode.FileType.File;
    return { type, ctime: 0, mtime: 0, size: text?.length ?? 0 };
  }

  readDirectory(uri: vscode.Uri): [string, vscode.FileType][] {
    this.stat(uri);
    const folder = uri.path.replace(/\/?$/, '/');
    return [...this.entries]
      .filter(([path]) => path.startsWith(folder) && /^[^/]+$/.test(path.slice(folder.length)))
      .map(([path]) => [path.slice(folder.length), this.stat(uri.with({ path })).type]);
  }

  readFile({ path }: vscode.Uri): Uint8Array {
    return new TextEncoder().encode(this.entries.get(path) ?? '');
  }

  createDirectory({ path }: vscode.Uri): void {
    this.entries.set(path, undefined);
  }

  writeFile({ path }: vscode.Uri, content: Uint8Array): void {
    this.entries.set(path, new TextDecoder().decode(content));
  }

  delete({ path }: vscode.Uri): void {
    for (const other of this.#under(path)) this.entries.delete(other);
  }

  rename({ path: from }: vscode.Uri, { path: to }: vscode.Uri): void {
    for (const path of this.#under(from)) {
      this.entries.set(to + path.slice(from.length), this.entries.get(path));
      this.entries.delete(path);
    }
  }

  #under(path: string): string[] {
    return [...this.entries.keys()].filter((other) => other === path || other.startsWith(`${path}/`));
  }
}
