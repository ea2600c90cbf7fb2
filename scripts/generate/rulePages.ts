import { secretsIn } from '../../src/analyze/text/secrets.ts';
import type { Rule, RuleExample } from '../../src/analyze/types.ts';
import { type Locale, locales, say, type Text } from '../../src/base/text.ts';
import { writePages } from './files.ts';
import { loadRegistry } from './load.ts';
import { evidenceSection, fenced, indexName, pageName } from './pages.ts';

const labels = {
  rules: { en: 'Rules', 'zh-cn': '规则' },
  rule: { en: 'Rule', 'zh-cn': '规则' },
  title: { en: 'What it finds', 'zh-cn': '检查内容' },
  severity: { en: 'Severity', 'zh-cn': '严重程度' },
  fix: { en: 'Safe fix', 'zh-cn': '安全修复' },
  yes: { en: 'yes', 'zh-cn': '有' },
  no: { en: 'no', 'zh-cn': '无' },
  stop: { en: '. ', 'zh-cn': '。' },
  colon: { en: ': ', 'zh-cn': '：' },
  why: { en: 'Why', 'zh-cn': '原因' },
  found: { en: 'Found', 'zh-cn': '会报告' },
  clean: { en: 'Not found', 'zh-cn': '不会报告' },
  marked: { en: 'Marked: ', 'zh-cn': '标记处：' },
  after: { en: 'After the fix:', 'zh-cn': '修复后：' },
  model: { en: 'Model', 'zh-cn': '模型' },
  reader: { en: 'Read by', 'zh-cn': '读取方式' },
  format: { en: 'Response format of the call', 'zh-cn': '调用指定的响应格式' },
  silence: { en: 'Silence it', 'zh-cn': '如何忽略' },
  other: { en: '[中文]({page})', 'zh-cn': '[English]({page})' },
} as const satisfies Readonly<Record<string, Text>>;

const silenceText: Text = {
  en: 'Write a comment with `prompt-quorum-disable-next-line {id}` above the line, `prompt-quorum-disable-line {id}` on it, or `prompt-quorum-disable-file {id}` anywhere in the file; or set `"promptQuorum.rules": { "{id}": "off" }`.',
  'zh-cn':
    '在该行上方写注释 `prompt-quorum-disable-next-line {id}`，在该行写 `prompt-quorum-disable-line {id}`，或在文件任意位置写 `prompt-quorum-disable-file {id}`；也可以设置 `"promptQuorum.rules": { "{id}": "off" }`。',
};

/** Writes `docs/rules`: a page per rule and language, and an index per language. */
export async function writeRulePages(root: URL): Promise<void> {
  const rules = await loadRegistry<Rule>(root, 'src/analyze/rules');
  if (rules.length === 0) return;
  const pages = new Map<string, string>();
  for (const locale of locales) {
    pages.set(indexName(locale), indexPage(rules, locale));
    for (const rule of rules) pages.set(pageName(rule.id, locale), rulePage(rule, locale));
  }
  writePages(new URL('docs/rules/', root), pages);
}

function indexPage(rules: readonly Rule[], locale: Locale): string {
  const head = (['rule', 'title', 'severity', 'fix'] as const).map((key) => labels[key][locale]);
  const rows = rules.map(({ id, text, severity, examples }) => [
    `[${id}](${pageName(id, locale)})`,
    text.title[locale],
    severity,
    labels[examples.some(({ fixed }) => fixed !== undefined) ? 'yes' : 'no'][locale],
  ]);
  const table = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return [`# ${labels.rules[locale]}`, '', otherLanguage(indexName, locale), '', ...table, ''].join('\n');
}

function rulePage(rule: Rule, locale: Locale): string {
  const { id, text, severity, evidence, examples } = rule;
  const inLanguage = examples.filter(({ finds }) => finds.length > 0);
  const clean = examples.filter(({ finds }) => finds.length === 0);
  return [
    `# ${id}`,
    otherLanguage((language) => pageName(id, language), locale),
    `${text.title[locale]}${labels.stop[locale]}${labels.severity[locale]}${labels.colon[locale]}\`${severity}\``,
    `> ${text.message[locale]}`,
    `## ${labels.why[locale]}`,
    text.why[locale],
    ...evidenceSection(evidence, locale),
    `## ${labels.found[locale]}`,
    ...inLanguage.flatMap((example) => exampleParts(example, locale)),
    `## ${labels.clean[locale]}`,
    ...clean.flatMap((example) => exampleParts(example, locale)),
    `## ${labels.silence[locale]}`,
    say({ text: silenceText, values: { id } }, locale),
    '',
  ].join('\n\n');
}

function exampleParts(example: RuleExample, locale: Locale): readonly string[] {
  const { title, messages, finds, fixed, offered } = example;
  const after = fixed ?? offered;
  return [
    `### ${title}`,
    fenced(messages.map(({ role, text }) => `[${role}]\n${withheld(text)}`).join('\n\n')),
    ...factsOf(example, locale),
    ...(finds.length > 0 ? [labels.marked[locale] + finds.map(withheld).map(inlineCode).join(', ')] : []),
    ...(after === undefined ? [] : [labels.after[locale], fenced(after.join('\n\n'))]),
  ];
}

/** What an example's code says besides its messages, on one line. */
function factsOf({ settings, call }: RuleExample, locale: Locale): readonly string[] {
  const facts = [
    ['model', settings?.modelId],
    ['format', settings?.responseFormat],
    ['reader', call?.parsedBy],
  ] as const;
  const told = facts.flatMap(([key, value]) =>
    value === undefined ? [] : [`${labels[key][locale]}${labels.colon[locale]}\`${value}\``],
  );
  return told.length === 0 ? [] : [told.join(' · ')];
}

/** Made-up credentials are cut short, so that no scanner takes a page for a leak. */
function withheld(text: string): string {
  return secretsIn(text).reduceRight(
    (shown, { span: { start, end } }) => `${shown.slice(0, start + 4)}…${shown.slice(end)}`,
    text,
  );
}

function inlineCode(text: string): string {
  return `\`\` ${text.replaceAll('\n', '↵')} \`\``;
}

function otherLanguage(page: (locale: Locale) => string, locale: Locale): string {
  const other = locales.find((each) => each !== locale) ?? locale;
  return say({ text: labels.other, values: { page: page(other) } }, locale);
}
