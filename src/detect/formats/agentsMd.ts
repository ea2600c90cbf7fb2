import { fileName } from './_body.ts';
import { parseInstructions } from './_instructions.ts';
import { defineFormat } from './types.ts';

/** Instructions for coding agents: `AGENTS.md`. */
export const agentsMd = defineFormat({
  id: 'agents-md',
  matches: (path) => fileName(path).toLowerCase() === 'agents.md',
  parse: parseInstructions,
});
