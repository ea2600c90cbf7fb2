import { existsSync } from 'node:fs';
import type { Rule } from '../../src/analyze/types.ts';
import { type Locale, locales, type Text } from '../../src/base/text.ts';
import { type Command, commandCategory, commands } from '../../src/config/commands.ts';
import { type SettingKey, settingKeys, settings, settingsPrefix } from '../../src/config/settings.ts';
import type { CodeLanguage, PromptFormat } from '../../src/detect/types.ts';
import { readJsonObject, toJson, writeIfChanged } from './files.ts';
import { loadRegistry } from './load.ts';

const nlsFiles: Readonly<Record<Locale, string>> = {
  en: 'package.nls.json',
  'zh-cn': 'package.nls.zh-cn.json',
};

/** Where generated keys of the manifest's texts begin; all others are written by hand and stay. */
const generatedPrefixes = ['command.', 'setting.'];

/** Writes the manifest's settings, commands, menus and keys, and their texts; everything else in these files stays. */
export async function writeManifest(root: URL): Promise<void> {
  const manifestUrl = new URL('package.json', root);
  const manifest = readJsonObject(manifestUrl);
  const contributes = { ...(manifest['contributes'] as object | undefined), ...(await contributions(root)) };
  const activationEvents = activatedBy(manifest['activationEvents'], await languageIds(root));
  writeIfChanged(
    manifestUrl,
    toJson({ ...manifest, activationEvents, contributes: withoutEmpty(contributes) }),
  );
  const texts = await generatedTexts(root);
  for (const locale of locales) writeTexts(new URL(nlsFiles[locale], root), locale, texts);
}

/** Every programming language and every prompt format activates the extension; other events are written by hand and stay. */
function activatedBy(present: unknown, ids: readonly string[]): readonly string[] {
  const kept = (Array.isArray(present) ? present : []).map(String);
  const others = kept.filter((event) => !event.startsWith('onLanguage:'));
  return [...new Set([...ids.map((id) => `onLanguage:${id}`), ...others])];
}

async function languageIds(root: URL): Promise<readonly string[]> {
  const languages = await loadRegistry<CodeLanguage>(root, 'src/detect/languages');
  const formats = await loadRegistry<PromptFormat>(root, 'src/detect/formats');
  return [...languages, ...formats].flatMap((entry) => entry.languageIds);
}

async function contributions(root: URL): Promise<Record<string, unknown>> {
  return {
    commands: commands.map(commandEntry),
    menus: menus(),
    keybindings: commands.flatMap(({ id, keybinding }: Command) =>
      keybinding === undefined ? [] : [{ command: id, ...keybinding }],
    ),
    configuration: {
      title: 'Prompt Quorum',
      properties: Object.fromEntries(await Promise.all(settingKeys().map((key) => settingEntry(root, key)))),
    },
  };
}

function commandEntry({ id, icon, enablement }: Command): object {
  return {
    command: id,
    title: `%command.${id}%`,
    category: commandCategory,
    ...(icon === undefined ? {} : { icon }),
    ...(enablement === undefined ? {} : { enablement }),
  };
}

function menus(): Record<string, object[]> {
  const byMenu: Record<string, object[]> = {};
  const add = (menu: string, entry: object) => {
    byMenu[menu] = [...(byMenu[menu] ?? []), entry];
  };
  for (const { id, palette, menus: places = [] } of commands as readonly Command[]) {
    if (palette !== undefined) add('commandPalette', { command: id, when: palette || 'false' });
    for (const { menu, ...place } of places) add(menu, { command: id, ...place });
  }
  return byMenu;
}

async function settingEntry(root: URL, key: SettingKey): Promise<readonly [string, object]> {
  const { kind, scope } = settings[key];
  const schema = { ...kind.schema, ...(await registrySchema(root, key)) };
  const entry = { ...schema, default: kind.fallback, scope, markdownDescription: `%setting.${key}%` };
  return [`${settingsPrefix}.${key}`, entry];
}

/** What the settings editor should offer that only a registry knows. */
async function registrySchema(root: URL, key: SettingKey): Promise<object> {
  if (key === 'trials.stop') {
    const stopping = await loadRegistry(root, 'src/trials/stopping');
    return stopping.length === 0 ? {} : { enum: [...stopping.map(({ id }) => id), 'none'] };
  }
  if (key !== 'rules') return {};
  const rules = await loadRegistry(root, 'src/analyze/rules');
  const value = settings.rules.kind.schema['additionalProperties'];
  const properties = rules.map(({ id }) => [id, { ...Object(value), description: `%setting.rules.${id}%` }]);
  return { properties: Object.fromEntries(properties), additionalProperties: false };
}

function writeTexts(url: URL, locale: Locale, texts: ReadonlyMap<string, Text>): void {
  const present = existsSync(url) ? readJsonObject(url) : {};
  const kept = Object.entries(present).filter(
    ([key]) => !generatedPrefixes.some((prefix) => key.startsWith(prefix)),
  );
  const generated = [...texts].map(([key, text]) => [key, text[locale]] as const);
  writeIfChanged(url, toJson(Object.fromEntries([...kept, ...generated])));
}

/** Every generated text of the manifest, by key. */
async function generatedTexts(root: URL): Promise<ReadonlyMap<string, Text>> {
  const rules = await loadRegistry<Rule>(root, 'src/analyze/rules');
  return new Map<string, Text>([
    ...commands.map(({ id, title }) => [`command.${id}`, title] as const),
    ...settingKeys().map((key) => [`setting.${key}`, settings[key].description] as const),
    ...rules.map(({ id, text }) => [`setting.rules.${id}`, text.title] as const),
  ]);
}

function withoutEmpty(contributes: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(
    Object.entries(contributes).filter(
      ([, value]) => typeof value === 'object' && value !== null && Object.keys(value).length > 0,
    ),
  );
}
