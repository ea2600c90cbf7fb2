import { type Phrase, say } from './text.ts';

/** An expected failure as data: a stable code, and one sentence that names the next step. Survives `structuredClone`. */
export interface Problem {
  readonly code: string;
  readonly phrase: Phrase;
}

/** Carries a {@link Problem} through code that can only throw; front ends show its phrase in the reader's language. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly problem: Problem;

  constructor(problem: Problem, options?: ErrorOptions) {
    super(say(problem.phrase, 'en'), options);
    this.problem = problem;
  }
}

/** The problem behind any thrown value; what was not expected becomes code `internal` with the error's own message. */
export function problemOf(thrown: unknown): Problem {
  if (thrown instanceof ProblemError) return thrown.problem;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return {
    code: 'internal',
    phrase: {
      text: { en: 'Unexpected error: {message}', 'zh-cn': '意外错误：{message}' },
      values: { message },
    },
  };
}
