import { parseInstructions } from './_instructions.ts';
import { defineFormat } from './types.ts';

/** Memory and instructions for Claude Code: `CLAUDE.md`, and `CLAUDE.local.md` that is kept out of git. */
export const claudeMd = defineFormat({
  id: 'claude-md',
  files: ['**/CLAUDE.md', '**/CLAUDE.local.md'],
  languageIds: ['markdown'],
  parse: parseInstructions,
});
