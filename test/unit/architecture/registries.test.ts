import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { loadRegistry } from '../../../scripts/generate/load.ts';
import { entryNames, registryFolders } from '../../../scripts/generate/registries.ts';
import type { Evidence } from '../../../src/analyze/types.ts';
import { locales, type Text } from '../../../src/base/text.ts';
import { root } from './sources.ts';

/** `fooBar` → `foo-bar`: a file is named by the id of its entry. */
function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function isText(value: unknown): value is Text {
  return typeof value === 'object' && value !== null && 'en' in value && 'zh-cn' in value;
}

/** All texts within an entry, with the path to each. */
function textsOf(value: unknown, path = ''): readonly (readonly [string, Text])[] {
  if (isText(value)) return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => textsOf(member, `${path}.${key}`));
}

const marks = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([mark]) => mark).sort();

for (const { folder } of registryFolders) {
  const names = existsSync(new URL(folder, root)) ? entryNames(readdirSync(new URL(folder, root))) : [];
  describe(`registry ${folder}`, () => {
    it('has entries', () => assert.ok(names.length > 0));

    it('lists exactly the files of its folder, each under the id it is named by', async () => {
      const ids = (await loadRegistry(root, folder)).map(({ id }) => id);
      assert.deepEqual(ids, names.map(kebab));
      assert.equal(new Set(ids).size, ids.length);
    });

    it('has every text in every language, with the same values to fill in', async () => {
      for (const entry of await loadRegistry(root, folder)) {
        for (const [path, text] of textsOf(entry)) {
          for (const locale of locales)
            assert.ok(text[locale].trim() !== '', `${entry.id}${path} has no ${locale}`);
          assert.match(text['zh-cn'], /\p{Script=Han}/u, `${entry.id}${path}`);
          assert.deepEqual(marks(text.en), marks(text['zh-cn']), `${entry.id}${path}`);
        }
      }
    });

    it('claims nothing without a source, a year and the models it holds for', async () => {
      const withClaims = ['src/analyze/rules', 'src/rewrite/techniques'].includes(folder);
      for (const entry of await loadRegistry<{
        readonly id: string;
        readonly evidence?: readonly Evidence[];
      }>(root, folder)) {
        if (withClaims) assert.ok((entry.evidence ?? []).length > 0, entry.id);
        for (const { source, year, url } of entry.evidence ?? []) {
          assert.ok(source.length > 5 && year >= 1950 && year <= 2030, `${entry.id}: ${source}, ${year}`);
          if (url !== undefined) assert.equal(new URL(url).protocol, 'https:');
        }
      }
    });
  });
}

describe('rules', () => {
  it('have examples in both languages, both of what they find and of what they must not find', async () => {
    const { rules } = await import('../../../src/analyze/rules/index.ts');
    for (const { id, examples, languages } of rules) {
      assert.ok(examples.length >= 8, `${id} has ${examples.length} examples; its tests need at least 8`);
      assert.equal(new Set(examples.map(({ title }) => title)).size, examples.length, id);
      const kinds = examples.map(({ messages, finds }) => {
        const chinese = messages.some(({ text }) => /\p{Script=Han}/u.test(text));
        return `${chinese ? 'zh' : 'en'} ${finds.length > 0 ? 'found' : 'clean'}`;
      });
      for (const language of languages) {
        assert.ok(kinds.includes(`${language} found`), `${id} finds nothing in ${language}`);
        assert.ok(kinds.includes(`${language} clean`), `${id} has no clean example in ${language}`);
      }
    }
  });

  it('have a page in every language', async () => {
    const { rules } = await import('../../../src/analyze/rules/index.ts');
    for (const { id, text } of rules) {
      for (const [name, locale] of [
        [`${id}.md`, 'en'],
        [`${id}.zh-cn.md`, 'zh-cn'],
      ] as const) {
        assert.ok(readFileSync(new URL(`docs/rules/${name}`, root), 'utf8').includes(text.why[locale]), name);
      }
    }
  });
});
