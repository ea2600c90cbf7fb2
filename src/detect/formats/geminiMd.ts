import { parseInstructions } from './_instructions.ts';
import { defineFormat } from './types.ts';

/** Context for Gemini CLI: `GEMINI.md`. */
export const geminiMd = defineFormat({
  id: 'gemini-md',
  files: ['**/GEMINI.md'],
  languageIds: ['markdown'],
  parse: parseInstructions,
});
