import type * as vscode from 'vscode';

/** Documents that may hold prompts; the detector decides by path and language, this only keeps features off other files. */
export const followedFiles: vscode.DocumentSelector = [
  { language: 'python' },
  { language: 'typescript' },
  { language: 'typescriptreact' },
  { language: 'javascript' },
  { language: 'javascriptreact' },
  { language: 'dotprompt' },
  { pattern: '**/{SKILL,AGENTS}.md' },
  { pattern: '**/*.prompt{,.md,.yml,.yaml,.txt}' },
];
