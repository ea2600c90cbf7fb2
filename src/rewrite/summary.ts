import type { Text } from '../base/text.ts';
import type { Technique } from './types.ts';

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

/** “Wei et al.” of “Wei et al., Chain-of-Thought …”. */
function shortName(source: string): string {
  return source.split(',', 1)[0] ?? source;
}
