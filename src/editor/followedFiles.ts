import type * as vscode from 'vscode';

/** Any document may hold a selection that is treated as a prompt; `Documents` knows which do, at the cost of a look-up. */
export const followedFiles: vscode.DocumentSelector = '*';
