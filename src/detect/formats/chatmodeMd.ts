import { parseInstructions } from './_instructions.ts';
import { defineFormat } from './types.ts';

/** Custom chat modes of VS Code, the former name of its agents: `*.chatmode.md`. */
export const chatmodeMd = defineFormat({
  id: 'chatmode-md',
  files: ['**/*.chatmode.md'],
  languageIds: ['chatagent', 'markdown'],
  parse: parseInstructions,
});
