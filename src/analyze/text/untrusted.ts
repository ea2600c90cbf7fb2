import type { Hole } from '../../prompt/types.ts';

/** Last words of a name that hold text written by somebody else. */
const textWords = new Set(
  (
    'text texts input document documents doc docs article articles email emails review reviews comment comments transcript ' +
    'passage passages content contents context paragraph abstract essay story tweet tweets post posts body html webpage ' +
    'page resume cv query question message messages conversation feedback ticket lyrics news report snippet snippets excerpt ' +
    'chapter mail mails letter letters complaint complaints invoice invoices contract contracts diff patch log logs meeting ' +
    'memo notes speech lecture captions subtitles poem lyrics manuscript claim statement testimony'
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
/** `country_code` is none. */
const codeText = /^(?:(?:source|user|student|selected|input|original|python|existing) )?code$/;
const chineseText =
  /(?:文本|输入|文章|内容|问题|评论|邮件|文档|原文|段落|对话|上下文|正文|消息|材料|简历|合同|发票|工单|日志|记录|纪要|病历|论文|报告|新闻|反馈|作文|帖子|信件|投诉|留言|字幕|讲稿|案情|说法)$|^(?:源|原|用户)?代码$/;

/** True where a hole's value comes from outside the program, by what the code says or else by its name. */
export function isUntrusted(hole: Hole): boolean {
  return hole.fromOutside ?? (!isOwnValue(hole) && namesText(hole.name));
}

/** True where a hole's value is the program's own, or no text at all, by what the code says or else by its name. */
export function isOwnValue({ name, expression, fromOutside, constant }: Hole): boolean {
  if (constant !== undefined) return true;
  if (fromOutside !== undefined) return !fromOutside;
  if (/[()[\]+?]/.test(expression) && expression !== name) return true;
  return wordsOf(name).some((word) => ownWords.has(word));
}

/** True for a name or a label of text that somebody else wrote. */
export function namesText(name: string): boolean {
  const words = wordsOf(name);
  return textWords.has(words.at(-1) ?? '') || codeText.test(words.join(' ')) || chineseText.test(name);
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
