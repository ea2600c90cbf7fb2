import { ecmascript } from './_ecmascript.ts';
import { defineLanguage } from './types.ts';

export const javascript = defineLanguage({
  ...ecmascript,
  id: 'javascript',
  grammar: 'javascript',
  languageIds: ['javascript', 'javascriptreact'],
  extensions: ['.js', '.mjs', '.cjs', '.jsx'],
});
