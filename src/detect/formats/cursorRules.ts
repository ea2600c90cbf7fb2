import { parseInstructions } from './_instructions.ts';
import { defineFormat } from './types.ts';

/** Rules for the Cursor editor: `.cursor/rules/*.mdc`, in folders of the project too. */
export const cursorRules = defineFormat({
  id: 'cursor-rules',
  files: ['**/.cursor/rules/**/*.mdc'],
  languageIds: ['markdown'],
  parse: parseInstructions,
});
