import { type Locale, locales, type Text } from '../../src/base/text.ts';
import type { Technique } from '../../src/rewrite/types.ts';
import { writePages } from './files.ts';
import { loadRegistry } from './load.ts';
import { evidenceSection, indexName, pageName } from './pages.ts';

const heading: Text = { en: 'Rewriting techniques', 'zh-cn': '改写技术' };

/** Writes `docs/techniques`: a page per technique and language, and an index per language. */
export async function writeTechniquePages(root: URL): Promise<void> {
  const techniques = await loadRegistry<Technique>(root, 'src/rewrite/techniques');
  if (techniques.length === 0) return;
  const pages = new Map<string, string>();
  for (const locale of locales) {
    pages.set(indexName(locale), indexPage(techniques, locale));
    for (const technique of techniques)
      pages.set(pageName(technique.id, locale), techniquePage(technique, locale));
  }
  writePages(new URL('docs/techniques/', root), pages);
}

function indexPage(techniques: readonly Technique[], locale: Locale): string {
  const items = techniques.map(({ id, text }) => `- [${id}](${pageName(id, locale)}): ${text.title[locale]}`);
  return [`# ${heading[locale]}`, '', ...items, ''].join('\n');
}

function techniquePage({ id, text, evidence }: Technique, locale: Locale): string {
  const parts = [
    `# ${id}`,
    text.title[locale],
    text.description[locale],
    ...evidenceSection(evidence, locale),
  ];
  return `${parts.join('\n\n')}\n`;
}
