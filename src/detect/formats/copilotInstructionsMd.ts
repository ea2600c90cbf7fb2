import { parseInstructions } from './_instructions.ts';
import { defineFormat } from './types.ts';

/** Instructions for GitHub Copilot that hold in a whole repository: `copilot-instructions.md`. */
export const copilotInstructionsMd = defineFormat({
  id: 'copilot-instructions-md',
  files: ['**/copilot-instructions.md'],
  languageIds: ['instructions', 'markdown'],
  parse: parseInstructions,
});
