import type * as vscode from 'vscode';
import type { Log } from '../base/log.ts';
import type { Locale, PhraseValues, Text } from '../base/text.ts';
import type { Settings } from '../config/settings.ts';
import type { Core } from '../core.ts';
import type { Documents } from './documents.ts';
import type { MarkedSelections } from './marked.ts';
import type { Models } from './models.ts';
import type { Projects } from './projects.ts';

/** What every feature of the editor builds on. Made once, when the extension is activated. */
export interface Services {
  readonly core: Core;
  readonly documents: Documents;
  readonly projects: Projects;
  readonly marked: MarkedSelections;
  readonly models: Models;
  readonly log: Log;
  readonly extensionUri: vscode.Uri;
  settings(resource?: vscode.Uri): Settings;
  /** The language findings, hovers and the panel are shown in. */
  locale(): Locale;
  /** Says a text in that language. */
  tell(text: Text, values?: PhraseValues): string;
}
