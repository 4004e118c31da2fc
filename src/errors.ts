/**
 * A failure the learner can act on: the message says what happened and what to do next.
 * Anything else that is thrown is our own mistake, and is shown as one.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
}

/** The message of whatever was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
