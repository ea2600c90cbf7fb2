import { parseInstructions } from './_instructions.ts';
import { defineFormat } from './types.ts';

/** Agent skills: `SKILL.md` with `name` and `description` in the front matter. */
export const skillMd = defineFormat({
  id: 'skill-md',
  files: ['**/SKILL.md'],
  languageIds: ['skill', 'markdown'],
  parse: parseInstructions,
});
