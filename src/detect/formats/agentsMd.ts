import { parseInstructions } from './_instructions.ts';
import { defineFormat } from './types.ts';

/** Instructions for coding agents: `AGENTS.md`. */
export const agentsMd = defineFormat({
  id: 'agents-md',
  files: ['**/AGENTS.md'],
  languageIds: ['markdown'],
  parse: parseInstructions,
});
