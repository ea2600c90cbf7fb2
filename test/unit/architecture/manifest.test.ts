import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { rules } from '../../../src/analyze/rules/index.ts';
import { commands } from '../../../src/config/commands.ts';
import { defaultSettings, parseSettings, settingKeys, settings } from '../../../src/config/settings.ts';
import { importsOfSources, root, sourceFiles } from './sources.ts';

type Json = Readonly<Record<string, unknown>>;

const read = (path: string): Json => JSON.parse(readFileSync(new URL(path, root), 'utf8'));
const manifest = read('package.json');
const nls = { en: read('package.nls.json'), 'zh-cn': read('package.nls.zh-cn.json') };
const contributes = manifest['contributes'] as {
  readonly commands: readonly { readonly command: string }[];
  readonly configuration: { readonly properties: Readonly<Record<string, Json>> };
  readonly menus?: Readonly<Record<string, readonly { readonly command?: string }[]>>;
};
const { properties } = contributes.configuration;

/** Every `%key%` of the manifest. */
function textKeys(value: unknown): readonly string[] {
  if (typeof value === 'string') return /^%.+%$/.test(value) ? [value.slice(1, -1)] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textKeys) : [];
}

describe('manifest', () => {
  it('has the settings of the code with their defaults and scopes', () => {
    assert.deepEqual(
      Object.keys(properties),
      settingKeys().map((key) => `promptQuorum.${key}`),
    );
    for (const key of settingKeys()) {
      const property = properties[`promptQuorum.${key}`];
      assert.deepEqual(property?.['default'], defaultSettings[key], key);
      assert.equal(property?.['scope'], settings[key].scope, key);
    }
  });

  it('has defaults that the code reads without a problem', () => {
    const { problems, settings: parsed } = parseSettings(
      (key) => properties[`promptQuorum.${key}`]?.['default'],
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(parsed, defaultSettings);
  });

  it('lets no workspace choose a server or a model file', () => {
    for (const key of ['openai.baseUrl', 'local.model']) {
      assert.equal(properties[`promptQuorum.${key}`]?.['scope'], 'machine', key);
    }
    for (const key of settingKeys()) assert.doesNotMatch(key, /apiKey|password|secret/i);
  });

  it('offers a severity for every rule', () => {
    const offered = properties['promptQuorum.rules']?.['properties'] as Json;
    assert.deepEqual(Object.keys(offered).sort(), rules.map(({ id }) => id).sort());
  });

  it('has the commands of the code, in its menus too', () => {
    const ids = contributes.commands.map(({ command }) => command);
    assert.deepEqual(
      ids,
      commands.map(({ id }) => id),
    );
    assert.equal(new Set(ids).size, ids.length);
    for (const { command } of Object.values(contributes.menus ?? {}).flat()) {
      assert.ok(command === undefined || ids.includes(command as (typeof ids)[number]), command);
    }
  });

  it('has commands that the editor registers by their id', () => {
    const editor = sourceFiles()
      .filter((file) => file.startsWith('editor/') || file === 'extension.ts')
      .map((file) => readFileSync(new URL(`src/${file}`, root), 'utf8'))
      .join('\n');
    for (const { id } of commands) assert.ok(editor.includes(`'${id}'`), `${id} is registered nowhere`);
  });

  it('has every text it names, in both languages, and none besides', () => {
    const used = new Set(textKeys(manifest));
    for (const [locale, texts] of Object.entries(nls)) {
      assert.deepEqual(Object.keys(texts).sort(), [...used].sort(), locale);
      for (const [key, text] of Object.entries(texts))
        assert.ok(typeof text === 'string' && text !== '', key);
    }
  });

  it('ships every package the code imports at run time', () => {
    const shipped = Object.keys({
      ...(manifest['dependencies'] as Json),
      ...(manifest['optionalDependencies'] as Json),
    });
    const packageOf = (target: string) =>
      target
        .split('/')
        .slice(0, target.startsWith('@') ? 2 : 1)
        .join('/');
    const missing = importsOfSources()
      .filter(
        ({ relative, typeOnly, target }) => !relative && !typeOnly && !/^(?:node:|vscode$)/.test(target),
      )
      .map(({ target }) => packageOf(target))
      .filter((name) => !shipped.includes(name) && name !== 'node-llama-cpp');
    assert.deepEqual([...new Set(missing)], []);
  });

  it('names only files that exist or are built', () => {
    for (const path of [manifest['icon'], manifest['l10n']].filter((each) => typeof each === 'string')) {
      assert.ok(existsSync(new URL(path, root)), path);
    }
  });
});
