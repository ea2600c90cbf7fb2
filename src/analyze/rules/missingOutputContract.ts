import type { Place, Prompt } from '../../prompt/types.ts';
import { contracts } from '../text/contracts.ts';
import {
  hasUnseenMessage,
  jsonAskedFor,
  otherFormAskedFor,
  type ReadAs,
  readAs,
  saysForm,
} from '../text/replyFormat.ts';
import { defineRule, type Fix } from '../types.ts';

export const missingOutputContract = defineRule({
  id: 'missing-output-contract',
  category: 'structure',
  severity: 'warning',
  scope: 'prompt',
  languages: ['en', 'zh'],
  text: {
    title: { en: 'No output contract', 'zh-cn': '没有约定输出格式' },
    message: {
      en: 'The code reads the reply with “{reader}”, but the prompt does not say what form the reply has: say it.',
      'zh-cn': '代码用“{reader}”读取回复，但提示词没有说明回复的格式：请写明。',
    },
    why: {
      en: 'Code that parses a reply depends on a form that nobody asked for. The model writes prose, a heading or “Sure, here is …” whenever it likes, and the parser fails, or worse, reads something else. The form belongs into the prompt, with its keys or an example; where the server can be given a schema, that is safer still.',
      'zh-cn':
        '代码依赖一种没有人要求过的格式。模型随时可能写成散文、加上标题，或以“好的，以下是……”开头，解析就会失败，更糟的是读出错误的内容。应在提示词中写明格式、字段或示例；如果服务端支持传入 schema，则更可靠。',
    },
  },
  evidence: [
    {
      source: 'Python documentation, json: Exceptions',
      year: 2024,
      url: 'https://docs.python.org/3/library/json.html#json.JSONDecodeError',
      models: { en: 'all models: this happens in the program', 'zh-cn': '所有模型：发生在程序中' },
      finding: {
        en: 'json.loads raises JSONDecodeError for any text that is not a JSON document, so a polite sentence around the object is enough to fail.',
        'zh-cn':
          '对任何不是 JSON 文档的文本，json.loads 都会抛出 JSONDecodeError：对象前后多一句客套话就足以失败。',
      },
    },
    {
      source: 'Shorten et al., StructuredRAG: JSON Response Formatting with Large Language Models',
      year: 2024,
      url: 'https://arxiv.org/abs/2408.11061',
      models: {
        en: 'Gemini 1.5 Pro and Llama 3 8B-instruct (4 bit)',
        'zh-cn': 'Gemini 1.5 Pro 与 Llama 3 8B-instruct（4 位量化）',
      },
      finding: {
        en: 'Even when the form was asked for in words, 82.55 % of replies had it on average, from 0 to 100 % by task: ask, and still check what comes back.',
        'zh-cn':
          '即使用文字写明格式，平均也只有 82.55% 的回复符合，各任务从 0 到 100% 不等：要写明，也要检查返回的内容。',
      },
    },
  ],
  examples: [
    {
      title: 'parsed as JSON, which nobody asked for',
      messages: [{ role: 'user', text: 'Extract the product and the price.\n<offer>{{offer}}</offer>' }],
      call: { sdk: 'openai', parsedBy: 'json.loads' },
      finds: ['Extract the product and the price.'],
    },
    {
      title: 'read by a schema',
      messages: [
        { role: 'system', text: 'You sort letters by urgency.' },
        { role: 'user', text: '<letter>{{letter}}</letter>' },
      ],
      call: { sdk: 'openai', parsedBy: 'Triage.model_validate_json' },
      finds: ['You sort letters by urgency.'],
    },
    {
      title: 'read as a number',
      messages: [{ role: 'user', text: 'How friendly is this letter? <letter>{{letter}}</letter>' }],
      call: { sdk: 'openai', parsedBy: 'int' },
      finds: ['How friendly is this letter? <letter>{{letter}}</letter>'],
    },
    {
      title: 'cut into parts',
      messages: [{ role: 'user', text: 'Name synonyms of the word “{{word}}”.' }],
      call: { sdk: 'openai', parsedBy: 'split' },
      finds: ['Name synonyms of the word “{{word}}”.'],
    },
    {
      title: '按 JSON 解析，却没有要求',
      messages: [{ role: 'user', text: '提取商品名称和价格。\n<报价>{{报价}}</报价>' }],
      call: { sdk: 'openai', parsedBy: 'json.loads' },
      finds: ['提取商品名称和价格。'],
    },
    {
      title: '按数值读取',
      messages: [{ role: 'user', text: '这封信有多友好？<信>{{信}}</信>' }],
      call: { sdk: 'openai', parsedBy: 'float' },
      finds: ['这封信有多友好？<信>{{信}}</信>'],
    },
    {
      title: 'JSON is asked for',
      messages: [{ role: 'user', text: 'Extract product and price as JSON.\n<offer>{{offer}}</offer>' }],
      call: { sdk: 'openai', parsedBy: 'json.loads' },
      finds: [],
    },
    {
      title: 'the call gives the form',
      messages: [{ role: 'user', text: 'Extract the product and the price.\n<offer>{{offer}}</offer>' }],
      settings: { responseFormat: 'json' },
      call: { sdk: 'openai', parsedBy: 'json.loads' },
      finds: [],
    },
    {
      title: 'a hole brings the form',
      messages: [{ role: 'user', text: 'Extract the product and the price.\n{{format_instructions}}' }],
      call: { sdk: 'openai', parsedBy: 'json.loads' },
      finds: [],
    },
    {
      title: 'nothing parses the reply',
      messages: [{ role: 'user', text: 'Write a poem about {{topic}}.' }],
      call: { sdk: 'openai' },
      finds: [],
    },
    {
      title: '写明只要数字',
      messages: [{ role: 'user', text: '给这封信打分，只输出1到5之间的数字。<信>{{信}}</信>' }],
      call: { sdk: 'openai', parsedBy: 'int' },
      finds: [],
    },
  ],
  *check(prompt) {
    const { messages, settings, call } = prompt;
    const reading = readAs(prompt);
    const givenByCall = settings.responseFormat === 'json' || (settings.tools ?? []).length > 0;
    if (reading === undefined || givenByCall || saysForm(prompt, reading)) return;
    // A form that is stated but is not the one the code reads is another rule's finding.
    const stated = reading === 'json' ? otherFormAskedFor(prompt) : jsonAskedFor(prompt);
    if (stated !== undefined || hasUnseenMessage(messages)) return;
    const place = firstInstruction(prompt);
    if (place === undefined) return;
    const fixes = [contract(prompt, place, reading)];
    yield { place, values: { reader: call?.parsedBy ?? '' }, fixes };
  },
});

/** The first line with words of a system or user message. */
function firstInstruction({ messages }: Prompt): Place | undefined {
  for (const [turn, { role, text }] of messages.entries()) {
    const match = role === 'system' || role === 'user' ? /\S.*/.exec(text) : null;
    if (match !== null && /\p{L}/u.test(match[0].replace(/\{\{[^}]*\}\}/g, ''))) {
      const end = match.index + match[0].trimEnd().length;
      return { turn, span: { start: match.index, end } };
    }
  }
  return undefined;
}

/** Put before everything else. Not safe: only the author knows the keys, the range or the separator the code expects. */
function contract({ language }: Prompt, { turn, span }: Place, reading: ReadAs): Fix {
  const sentence = contracts[reading][language === 'zh' ? 'zh-cn' : 'en'];
  const at = { start: span.start, end: span.start };
  return {
    title: { text: { en: 'Add “{sentence}”', 'zh-cn': '补充“{sentence}”' }, values: { sentence } },
    edits: [{ place: { turn, span: at }, newText: `${sentence}\n` }],
    safe: false,
  };
}
