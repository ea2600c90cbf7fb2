import type { Text } from '../base/text.ts';
import type { Technique } from './types.ts';

/** One line under a technique's title: what it does, and by what source and year its limits are known. */
export function summaryOf(technique: Technique): Text {
  const { description } = technique.text;
  return withSource(technique, {
    en: firstSentence(description.en),
    'zh-cn': firstSentence(description['zh-cn']),
  });
}

/** The title, which says what the evidence allows to claim, with source and year. */
export function titleWithSource(technique: Technique): Text {
  return withSource(technique, technique.text.title);
}

function withSource({ evidence }: Technique, text: Text): Text {
  const [first] = evidence;
  if (first === undefined) return text;
  const source = `${shortName(first.source)} ${first.year}`;
  const more = evidence.length > 1;
  return {
    en: `${text.en} [${source}${more ? ' and others' : ''}]`,
    'zh-cn': `${text['zh-cn']}［${source}${more ? ' 等' : ''}］`,
  };
}

function firstSentence(text: string): string {
  return /^.*?(?:[.](?= |$)|。)/.exec(text)?.[0] ?? text;
}

/** “Wei et al.” of “Wei et al., Chain-of-Thought …”. */
function shortName(source: string): string {
  return source.split(',', 1)[0] ?? source;
}
