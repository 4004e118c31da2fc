import { messageOf, UserError } from '../errors.ts';
import type { Cancellation, RunProgram, RunResult } from '../host.ts';

/** Where what a step prints goes, and whether it should end. */
export interface Following {
  readonly onOutput: (text: string) => void;
  readonly cancelled: Cancellation;
}

/**
 * Runs programs one after the other in a folder, until one fails or it is cancelled.
 * @throws UserError that says what ran, what did not, and how to do it by hand. The project itself is complete either way.
 */
export async function runCommands(
  run: RunProgram,
  commands: readonly (readonly string[])[],
  folder: string,
  { onOutput, cancelled }: Following,
): Promise<void> {
  for (const command of commands) {
    const [program = '', ...args] = command;
    onOutput(`> ${command.join(' ')}\n`);
    const result = await run(program, args, { folder, onOutput, cancelled }).catch(
      (thrown): RunResult => ({ kind: 'ended', code: 1, output: messageOf(thrown) }),
    );
    if (result.kind === 'ended' && result.code === 0) continue;
    if (result.kind === 'cancelled') return;
    throw stopped(command.join(' '), result.kind === 'ended' ? result.output : `${program} is not installed`);
  }
}

/** The error for a step that stopped: the project is there, and the step can be done by hand. */
export function stopped(step: string, output: string): UserError {
  return new UserError(
    `The project is complete, but this step stopped: ${step} (${reason(output)}). You can run it yourself in the project's folder.`,
  );
}

export async function has(run: RunProgram | undefined, program: string): Promise<boolean> {
  return run !== undefined && (await versionOf(run, program)) !== undefined;
}

/** Milliseconds for a program to say its version: one that hangs must not hold up what is asked next. */
const PATIENCE = 10_000;

/** What a program calls its version, on one line. `undefined` where there is none, or none that starts and answers. */
export async function versionOf(run: RunProgram, program: string): Promise<string | undefined> {
  // What may not be started is as good as not there: others are tried, or it is told how to get one.
  const result = await run(program, ['--version'], { patience: PATIENCE }).catch(
    (): RunResult => ({ kind: 'missing' }),
  );
  return result.kind === 'ended' && result.code === 0 ? result.output.trim().split('\n')[0] : undefined;
}

function reason(output: string): string {
  if (/tell me who you are|user\.name|empty ident/i.test(output)) {
    return 'git does not know your name yet: run git config --global user.name "Your Name" and user.email';
  }
  return output.trim().split('\n').at(-1)?.slice(0, 200) || 'it gave no reason';
}
