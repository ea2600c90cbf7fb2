import { ecmascript } from './_ecmascript.ts';
import { defineLanguage } from './types.ts';

export const typescript = defineLanguage({
  ...ecmascript,
  id: 'typescript',
  grammar: 'typescript',
  languageIds: ['typescript'],
  extensions: ['.ts', '.mts', '.cts'],
});
