import type { Hole } from '../../prompt/types.ts';

/** Last words of a name that hold text written by somebody else. */
const textWords = new Set(
  (
    'text texts input document documents doc docs article articles email emails review reviews comment comments transcript ' +
    'passage passages content contents context paragraph abstract essay story tweet tweets post posts body html webpage ' +
    'page resume cv query question message messages conversation feedback ticket lyrics news report snippet snippets excerpt ' +
    'chapter mail mails letter letters complaint complaints'
  ).split(' '),
);
/** Words anywhere in a name that make the value the program's own, or no text at all. */
const ownWords = new Set(
  (
    'system default assistant ai bot help error status format output few shot example prompt instruction generated ' +
    'num n count number total id type len length size max min index date name title lang language sql schema config ' +
    'yaml json allowed valid tool tools'
  ).split(' '),
);
const chineseText = /(?:文本|输入|文章|内容|问题|评论|邮件|文档|原文|段落|对话|上下文|正文|消息|材料|简历)$/;

/** True where a hole's value comes from outside the program, by what the code says or else by its name. */
export function isUntrusted({ name, expression, fromOutside, constant }: Hole): boolean {
  if (constant !== undefined) return false;
  if (fromOutside !== undefined) return fromOutside;
  if (/[()[\]+?]/.test(expression) && expression !== name) return false;
  const words = wordsOf(name);
  if (words.some((word) => ownWords.has(word))) return false;
  return textWords.has(words.at(-1) ?? '') || chineseText.test(name);
}

/** A tag for a hole's text: the words of its name up to the one that says what it holds. */
export function tagOf({ name }: Hole): string {
  const words = wordsOf(name);
  const last = words.findLastIndex((word) => textWords.has(word));
  return words.slice(0, last < 0 ? undefined : last + 1).join('_') || 'input';
}

function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '');
}
