import { type Problem, ProblemError } from '../base/problem.ts';
import { type Locale, localeOf, type Phrase, say } from '../base/text.ts';

/** A stream to write to. */
export interface Output {
  readonly isTerminal: boolean;
  readonly color: boolean;
  columns(): number;
  write(text: string): void;
}

/** Everything a command sees of the process it runs in. */
export interface Terminal {
  readonly out: Output;
  readonly err: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly locale: Locale;
  /** Aborts with the signal's name on Ctrl-C, or with `closed` when nobody reads any more. */
  readonly signal: AbortSignal;
}

/** Exit codes, as documented. */
export const exit = { fine: 0, findings: 1, gate: 1, usage: 2, interrupted: 130 } as const;

/** Writes one line of JSON. */
export function writeJson({ out }: Terminal, value: unknown): void {
  out.write(`${JSON.stringify(value)}\n`);
}

/** Writes a sentence for the reader to the error stream. */
export function tell({ err, locale }: Terminal, phrase: Phrase): void {
  err.write(`${say(phrase, locale)}\n`);
}

/** An error in how the command was used, as one sentence. */
export function usageError(phrase: Phrase): ProblemError {
  const problem: Problem = { code: 'usage', phrase };
  return new ProblemError(problem);
}

/** The reader's language, from the variables a POSIX system uses, else from the system itself. */
export function preferredLocale(env: Terminal['env']): Locale {
  const tag = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'];
  return localeOf(tag || Intl.DateTimeFormat().resolvedOptions().locale);
}

const styles = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, blue: 34, cyan: 36 } as const;

/** Marks text up for a terminal that shows colours; plain otherwise. */
export function style(output: Output, name: keyof typeof styles, text: string): string {
  return output.color ? `\u001b[${styles[name]}m${text}\u001b[0m` : text;
}
