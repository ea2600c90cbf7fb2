/** An expected failure of a script: its message is one sentence that names the next step. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

/** What to print for a thrown value: the sentence of a {@link Refusal}, the stack of anything unexpected. */
export function errorText(error: unknown): string {
  if (error instanceof Refusal) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
