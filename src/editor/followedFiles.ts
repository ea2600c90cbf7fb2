import type * as vscode from 'vscode';
import { languages } from '../detect/languages/index.ts';

/** Documents that may hold prompts; the detector decides by path and language, this only keeps features off other files. */
export const followedFiles: vscode.DocumentSelector = [
  ...languages.flatMap(({ languageIds }) => languageIds.map((language) => ({ language }))),
  { language: 'dotprompt' },
  { pattern: '**/{SKILL,AGENTS}.md' },
  { pattern: '**/*.prompt{,.md,.yml,.yaml,.txt}' },
];
