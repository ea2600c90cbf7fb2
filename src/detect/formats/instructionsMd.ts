import { parseInstructions } from './_instructions.ts';
import { defineFormat } from './types.ts';

/** Instructions for some files, which `applyTo` or `paths` names: `*.instructions.md` of VS Code, `.claude/rules` of Claude Code. */
export const instructionsMd = defineFormat({
  id: 'instructions-md',
  files: ['**/*.instructions.md', '**/.claude/rules/**/*.md'],
  languageIds: ['instructions', 'markdown'],
  parse: parseInstructions,
});
