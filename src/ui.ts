import type { CancellationToken, Uri } from 'vscode';

/** Everything that asks or tells the learner something, in one place, so that tests can answer. */
export interface Ui {
  pick<T>(
    items: readonly PickItem<T>[],
    options: { title: string; placeholder: string },
  ): Promise<T | undefined>;
  /** A pick whose items follow what is typed. */
  search<T>(
    find: (query: string) => readonly PickItem<T>[],
    options: { title: string; placeholder: string },
  ): Promise<T | undefined>;
  /** Any number of items. */
  pickMany<T>(
    items: readonly PickItem<T>[],
    options: { title: string; placeholder: string },
  ): Promise<readonly T[] | undefined>;
  ask(options: {
    title: string;
    prompt: string;
    value: string;
    /** Says what is wrong with a value while it is typed. */
    problemWith?(value: string): Promise<string | undefined>;
    /** Is told the value at first, and each that is typed, a moment after the key. */
    whileTyping?(value: string): void;
  }): Promise<string | undefined>;
  askForFolder(options: { title: string; button: string; start?: Uri }): Promise<Uri | undefined>;
  /** A modal question, for what cannot be taken back with one key. */
  confirm(question: string, detail: string, yes: string): Promise<boolean>;
  /** A notification; resolves to the button that was chosen. Do not await it before work is done. */
  tell(
    kind: 'info' | 'warning' | 'error',
    message: string,
    ...buttons: string[]
  ): Promise<string | undefined>;
  /** Shows a message in the status bar for a moment. */
  mention(message: string): void;
  withProgress<T>(title: string, task: (cancelled: CancellationToken) => Promise<T>): Promise<T>;
  /** Opens an address outside the editor, exactly as it is written. */
  openLink(url: string): Promise<void>;
  openFolder(folder: Uri, where: 'here' | 'new window' | 'workspace'): Promise<void>;
  /** Opens a file of the learner's, at a line counted from 1. */
  openFile(file: Uri, line?: number): Promise<void>;
  /** Shows text of ours that cannot be changed. The same path again shows the new text in the same editor. */
  showReadOnly(path: string, text: string): Promise<void>;
  /** Shows how a file of the learner's differs from text of ours. */
  showDifferences(file: Uri, path: string, text: string, title: string): Promise<void>;
  /** Asks for a file and reads it. @throws UserError when it cannot be read. */
  askForText(options: {
    title: string;
    button: string;
    extension: string;
  }): Promise<{ name: string; text: string } | undefined>;
  /** Asks where to save a file, and writes it there. */
  saveFile(name: string, bytes: Uint8Array): Promise<void>;
  /** Opens the log. */
  showLog(): void;
}

export interface PickItem<T> {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  readonly icon?: string;
  /** The heading it stands under. */
  readonly group?: string;
  readonly picked?: boolean;
  readonly value: T;
}

/**
 * Notifications turn `[text](command:…)` into a link that runs the command. No text from a roadmap,
 * a path or an error may do that, so the two brackets are kept apart.
 */
export function withoutLinks(message: string): string {
  return message.replaceAll('](', '] (');
}
