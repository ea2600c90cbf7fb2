import type * as vscode from 'vscode';
import { formats } from '../detect/formats/index.ts';
import { languages } from '../detect/languages/index.ts';

/** Documents that may hold prompts; the detector decides by path and language, this only keeps features off other files. */
export const followedFiles: vscode.DocumentSelector = [
  ...languages.flatMap(({ languageIds }) => languageIds.map((language) => ({ language }))),
  ...formats.flatMap(({ files }) => files.map((pattern) => ({ pattern }))),
];
