import type { Uri } from 'vscode';

/** What the machine under the extension can do. The two entry points each bring their own. */
export interface Host {
  /** Adds text at the end of a file, making it and its folders where they are missing; on disk when it resolves. */
  appendText(file: Uri, text: string): Promise<void>;
  /** Starts a program. Missing where there are none: in a browser. */
  readonly run?: RunProgram;
  /** What a project needs to know of the machine; missing where `run` is. */
  readonly machine?: (folder: string) => Promise<Machine>;
}

/**
 * Runs a program without a shell. A bare name is looked up on PATH only, never in the folder it runs in
 * (https://github.com/advisories/GHSA-fqfh-778m-2v32).
 */
export type RunProgram = (
  program: string,
  args: readonly string[],
  options?: RunOptions,
) => Promise<RunResult>;

export interface RunOptions {
  /** The folder to run in, as a path of this machine. */
  readonly folder?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly onOutput?: (text: string) => void;
  readonly cancelled?: Cancellation;
  /** Milliseconds after which it is ended, and no longer waited for, as if it was cancelled. */
  readonly patience?: number;
}

/** The part of `vscode.CancellationToken` that is needed. */
export interface Cancellation {
  readonly isCancellationRequested: boolean;
  readonly onCancellationRequested: (listener: () => unknown) => { dispose(): unknown };
}

export type RunResult =
  | { readonly kind: 'ended'; readonly code: number; readonly output: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'cancelled' };

export interface Machine {
  readonly platform: 'linux' | 'macos' | 'windows';
  /** Bytes. */
  readonly freeMemory: number;
  readonly freeDisk: number;
}
