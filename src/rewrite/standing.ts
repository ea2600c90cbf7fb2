import type { Prompt } from '../prompt/types.ts';

/** The formats of files that stand behind whatever an assistant is asked, or behind a skill of its; each brings its own role and ways. */
const formats: ReadonlySet<string> = new Set([
  'agents-md',
  'claude-md',
  'copilot-instructions-md',
  'cursor-rules',
  'gemini-md',
  'instructions-md',
  'skill-md',
]);

/** True for a file of standing instructions: it holds for replies of many kinds. */
export function isStandingFile({ kind, origin }: Prompt): boolean {
  return kind === 'instructions' && formats.has(origin);
}
