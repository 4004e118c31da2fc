/**
 * A failure the learner can act on: the message says what happened and what to do next.
 * Anything else that is thrown is our own mistake, and is shown as one.
 */
export class UserError extends Error {
  override readonly name = 'UserError';

  /** By its name, because two bundles each have a class of their own. */
  static is(thrown: unknown): thrown is UserError {
    return thrown instanceof Error && thrown.name === 'UserError';
  }
}

/** The message of whatever was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
