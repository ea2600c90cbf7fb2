import * as vscode from 'vscode';
import type { Log } from '../base/log.ts';
import { type Locale, localeOf, say } from '../base/text.ts';
import { parseSettings, type Settings, settingsPrefix, settings as table } from '../config/settings.ts';

/** Reads the settings as they hold for a file; each bad value is told to the log once. */
export function createSettingsReader(log: Log): (resource?: vscode.Uri) => Settings {
  const told = new Set<string>();
  return (resource) => {
    const ofWindow = vscode.workspace.getConfiguration(settingsPrefix);
    const ofResource = vscode.workspace.getConfiguration(settingsPrefix, resource ?? null);
    const { settings, problems } = parseSettings((key) =>
      (table[key].scope === 'resource' ? ofResource : ofWindow).get(key),
    );
    for (const { phrase } of problems) {
      const sentence = say(phrase, localeOf(vscode.env.language));
      if (!told.has(sentence)) log.warn(sentence);
      told.add(sentence);
    }
    return settings;
  };
}

/** The language to speak: the one chosen, else that of the editor. */
export function localeFrom({ language }: Pick<Settings, 'language'>): Locale {
  return language === 'auto' ? localeOf(vscode.env.language) : language;
}
