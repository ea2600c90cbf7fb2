import { ecmascript } from './_ecmascript.ts';
import { defineLanguage } from './types.ts';

export const tsx = defineLanguage({
  ...ecmascript,
  id: 'tsx',
  grammar: 'tsx',
  languageIds: ['typescriptreact'],
  extensions: ['.tsx'],
});
