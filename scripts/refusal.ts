/** An expected failure of a script: its message is one sentence that names the next step. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

/** What to print for a thrown value: the sentence of a {@link Refusal}, the stack of anything unexpected. */
export function errorText(error: unknown): string {
  if (error instanceof Refusal) return error.message;
  if (isUsageError(error)) return `${error.message.split('. ')[0]}: add --help to see the options.`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

const isUsageError = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
