import type { Evidence } from '../../src/analyze/types.ts';
import type { Locale, Text } from '../../src/base/text.ts';

const evidenceTitle: Text = { en: 'Evidence', 'zh-cn': '依据' };
const holdsFor: Text = { en: 'Holds for: ', 'zh-cn': '适用于：' };

/** The file name of a page: English plain, other languages with their tag. */
export function pageName(id: string, locale: Locale): string {
  return locale === 'en' ? `${id}.md` : `${id}.${locale}.md`;
}

/** The file name of a folder's index page. */
export function indexName(locale: Locale): string {
  return pageName('README', locale);
}

/** A code block that stays closed whatever the text holds. */
export function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}

/** The section that names the sources of a claim and the models it holds for. */
export function evidenceSection(evidence: readonly Evidence[], locale: Locale): readonly string[] {
  const items = evidence.map(({ source, year, url, models, finding }) => {
    const name = url === undefined ? source : `[${source}](${url})`;
    return `- ${name} (${year}). ${finding[locale]} ${holdsFor[locale]}${models[locale]}`;
  });
  return [`## ${evidenceTitle[locale]}`, items.join('\n')];
}
