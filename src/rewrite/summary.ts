import type { Text } from '../base/text.ts';
import type { Technique } from './types.ts';

/** One line on a technique: what it does, and on what evidence, by source and year. */
export function summaryOf({ text, evidence }: Technique): Text {
  const [first] = evidence;
  const source = first === undefined ? '' : `${shortName(first.source)} ${first.year}`;
  const more = evidence.length > 1;
  return {
    en: `${firstSentence(text.description.en)} [${source}${more ? ' and others' : ''}]`,
    'zh-cn': `${firstSentence(text.description['zh-cn'])}［${source}${more ? ' 等' : ''}］`,
  };
}

function firstSentence(text: string): string {
  return /^.*?(?:[.](?= |$)|。)/.exec(text)?.[0] ?? text;
}

/** “Wei et al.” of “Wei et al., Chain-of-Thought …”. */
function shortName(source: string): string {
  return source.split(',', 1)[0] ?? source;
}
