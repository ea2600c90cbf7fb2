import type { Hole, Message } from '../../prompt/types.ts';
import { unclosedIn } from '../text/delimiters.ts';
import { tagsAround } from '../text/inputTags.ts';
import { isUntrusted, tagOf } from '../text/untrusted.ts';
import { defineRule, type Fix } from '../types.ts';

export const undelimitedInput = defineRule({
  id: 'undelimited-input',
  category: 'safety',
  severity: 'warning',
  scope: 'prompt',
  languages: ['en', 'zh'],
  text: {
    title: { en: 'Undelimited interpolation of untrusted text', 'zh-cn': '插入的外部文本没有分隔标记' },
    message: {
      en: 'Nothing shows where the text of “{name}” begins and ends, so instructions inside it read like yours: put it between tags.',
      'zh-cn':
        '没有标记表明“{name}”的文本从哪里开始、到哪里结束，其中的指令会被当成您的指令：应把它放在标签之间。',
    },
    why: {
      en: 'Text from users, pages or documents can contain sentences that look like instructions. When it runs into the prompt without marks, the model cannot tell the two apart. Marks at both ends, and a sentence that says that what stands between them is data, make attacks rarer and also help with honest text; they are no complete defence.',
      'zh-cn':
        '来自用户、网页或文档的文本可能包含像指令一样的句子。如果它与提示词之间没有标记，模型就无法区分两者。在两端加上标记，并说明标记之间是数据，可以减少攻击得手，对正常文本也有帮助；但这并不是完备的防御。',
    },
  },
  evidence: [
    {
      source:
        'Greshake et al., Not what you’ve signed up for: Compromising Real-World LLM-Integrated Applications with Indirect Prompt Injection',
      year: 2023,
      url: 'https://arxiv.org/abs/2302.12173',
      models: {
        en: 'GPT-4 and code completion models in applications',
        'zh-cn': '应用中的 GPT-4 和代码补全模型',
      },
      finding: {
        en: 'Instructions hidden in retrieved text were followed as if the developer had written them.',
        'zh-cn': '隐藏在检索文本中的指令会像开发者所写的一样被执行。',
      },
    },
    {
      source: 'Hines et al., Defending Against Indirect Prompt Injection Attacks With Spotlighting',
      year: 2024,
      url: 'https://arxiv.org/abs/2403.14720',
      models: { en: 'GPT family models', 'zh-cn': 'GPT 系列模型' },
      finding: {
        en: 'Delimiting the input and saying so lowered the success of attacks, and marking or encoding it lowered it much further; an attacker who knows the delimiters can get around them.',
        'zh-cn':
          '给输入加分隔符并加以说明，可降低攻击成功率；数据标记或编码的效果更好；知道分隔符的攻击者仍可能绕过。',
      },
    },
  ],
  examples: [
    {
      title: 'inside a sentence',
      messages: [{ role: 'user', text: 'Translate {{text}} to French.' }],
      finds: ['{{text}}'],
      fixed: ['Translate <text>{{text}}</text> to French.'],
    },
    {
      title: 'instructions follow the text',
      messages: [{ role: 'user', text: 'Article:\n{{article}}\n\nSummarize the article in one sentence.' }],
      finds: ['{{article}}'],
      fixed: ['Article:\n<article>\n{{article}}\n</article>\n\nSummarize the article in one sentence.'],
    },
    {
      title: 'instructions follow on the line after the label',
      messages: [{ role: 'user', text: 'Customer email: {{customer_email}}\nWrite a polite reply.' }],
      finds: ['{{customer_email}}'],
      fixed: ['Customer email: <customer_email>{{customer_email}}</customer_email>\nWrite a polite reply.'],
    },
    {
      title: '夹在句子中',
      messages: [{ role: 'user', text: '请把{{文本}}翻译成英文。' }],
      finds: ['{{文本}}'],
      fixed: ['请把<文本>{{文本}}</文本>翻译成英文。'],
    },
    {
      title: '后面跟着指令',
      messages: [{ role: 'user', text: '用户评论：{{user_comment}}\n请判断这条评论是否违规。' }],
      finds: ['{{user_comment}}'],
      fixed: ['用户评论：<user_comment>{{user_comment}}</user_comment>\n请判断这条评论是否违规。'],
    },
    {
      title: 'tags around it',
      messages: [{ role: 'user', text: 'Summarize.\n<article>\n{{article}}\n</article>\nBe brief.' }],
      finds: [],
    },
    {
      title: 'quotes around it',
      messages: [{ role: 'user', text: 'Is the review "{{review}}" positive?' }],
      finds: [],
    },
    {
      title: 'a fence around it',
      messages: [{ role: 'user', text: 'Fix the grammar.\n"""\n{{text}}\n"""\nReply in English.' }],
      finds: [],
    },
    {
      title: 'the message ends with it, after a label',
      messages: [{ role: 'user', text: 'Summarize the text below.\n\nText: {{text}}' }],
      finds: [],
    },
    {
      title: 'between labels',
      messages: [{ role: 'user', text: 'Answer the question.\nQuestion: {{question}}\nAnswer:' }],
      finds: [],
    },
    {
      title: 'a parameter of the program',
      messages: [{ role: 'user', text: 'Write a poem about {{topic}} in {{language}}.' }],
      finds: [],
    },
    {
      title: '书名号中的内容',
      messages: [{ role: 'user', text: '请总结以下文章：\n```\n{{文章}}\n```\n不超过100字。' }],
      finds: [],
    },
  ],
  *check(prompt) {
    for (const [turn, message] of prompt.messages.entries()) {
      if (message.role === 'assistant') continue;
      const starts = new Set(message.holes.map(({ span }) => span.start));
      for (const hole of message.holes) {
        if (!isUntrusted(hole) || isDelimited(message.text, hole, starts)) continue;
        // A tag before it that lacks its end is the finding: its fix sets the text apart.
        if (unclosedIn(message).some(({ mend }) => mend?.span.start === hole.span.end)) continue;
        yield {
          place: { turn, span: hole.span },
          values: { name: hole.name },
          fixes: tagFix(message, turn, hole),
        };
      }
    }
  },
});

/** Characters that may stand before and after a text to set it apart. */
const opening = /["'“‘「『《【<>`([{|＜「*_#~=-]$/;
const closing = /^["'”’」』》】<>`)\]}|＞」*_#~=-]/;
/** A name for what follows: up to four words and a colon. A longer or a commanding line before a colon is a sentence. */
const label =
  /^[ \t]*(?:[-*•#>]+[ \t]*|\d{1,2}[.)、][ \t]*)?(?:\*\*|[["'(])?(?:\{\{[^}\n]{1,60}\}\}|[\p{L}\p{N}'’/;()#_-]{1,24})(?:[ \t]+[\p{L}\p{N}'’/()#_-]{1,24}){0,3}(?:\*\*|[\]"')])?[ \t]*[:：](?:\*\*)?/u;
const labelOnly = new RegExp(`${label.source}[ \\t]*$`, 'u');
/** A label within quotes or brackets that hold it together with the text. */
const labelled = /(?<=["'“‘「<`([{])[\p{L} ]{1,24}[:：]$/u;
const command =
  /\b(?:summari[sz]e|translate|classify|answer (?:the|this)|explain|rewrite|rephrase|paraphrase|analy[sz]e|extract|write|generate|given|based|following|describe|list|fix|correct|improve|convert|evaluate|tell|identify|determine|create|find|reply to|respond to|this|these|below|please|is|are)\b|请|总结|概括|翻译|改写|提取|抽取|判断|根据|以下|下面|把|将/iu;
const frame =
  /^\s*(?:[`~"'*=#<[_|/-]{2,}|<[^>\n]*>|<?\|?[A-Z]+_?[A-Z]*\|?>|\[[^\]\n]*\]|#{1,6}\s|\W*(?:BEGIN|START|END|STOP)\b)/;
/** A fence that opens at the end of a line, as in `text: ///`. */
const fenceAtEnd = /(?:`{3}|"{3}|'{3}|[-=#*~/]{3})$/;

function isDelimited(text: string, hole: Hole, starts: ReadonlySet<number>): boolean {
  const tail = text.slice(Math.max(0, hole.span.start - 200), hole.span.start);
  const head = text.slice(hole.span.end, hole.span.end + 400);
  const above = tail.trimEnd();
  const below = head.trimStart();
  if (above === '' && below === '') return true;
  const sameLine = tail.slice(tail.lastIndexOf('\n') + 1);
  if (opening.test(above.replace(labelled, '')) && closing.test(below)) return true;
  const begun = sameLine.trim() === '' ? marksBegin(above) : isLabel(sameLine);
  const rest = /^[ \t]*[.。]?[ \t]*(?:\r?\n|$)/.exec(head);
  if (!begun || rest === null) return false;
  const next = head.slice(rest[0].length).trimStart();
  return marksEnd(next) || starts.has(hole.span.end + head.length - next.length);
}

function isLabel(line: string): boolean {
  return labelOnly.test(line) && !command.test(line);
}

function marksBegin(above: string): boolean {
  const line = above.slice(above.lastIndexOf('\n') + 1);
  return above === '' || frame.test(line) || fenceAtEnd.test(line) || isLabel(line) || /\}\}$/.test(line);
}

function marksEnd(below: string): boolean {
  const line = below.slice(0, below.search(/[\r\n]|$/));
  return below === '' || frame.test(line) || label.test(line);
}

function tagFix(message: Message, turn: number, hole: Hole): readonly Fix[] {
  const title = { en: 'Put <{tag}> tags around it', 'zh-cn': '用 <{tag}> 标签括起来' };
  const values = { tag: tagOf(hole) };
  return [{ title: { text: title, values }, edits: tagsAround(message, turn, hole), safe: true }];
}
