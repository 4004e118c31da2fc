import type { Uri } from 'vscode';

/** What the machine under the extension can do. The two entry points each bring their own. */
export interface Host {
  /** Whether programs can be started: not in a browser. */
  readonly canRun: boolean;
  /** Adds text at the end of a file, making it and its folders where they are missing; on disk when it resolves. */
  appendText(file: Uri, text: string): Promise<void>;
}
