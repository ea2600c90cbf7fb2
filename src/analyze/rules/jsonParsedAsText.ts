import type { Prompt } from '../../prompt/types.ts';
import { jsonAskedFor, otherFormAskedFor, readAs, type Wording } from '../text/replyFormat.ts';
import { defineRule } from '../types.ts';

const askedAsText = {
  en: 'The prompt asks for JSON (“{words}”), but the code reads the reply as text with “{reader}”: parse it as JSON, or ask for the plain value.',
  'zh-cn':
    '提示词要求 JSON（“{words}”），代码却用“{reader}”把回复当作普通文本读取：请按 JSON 解析，或只要求纯文本的值。',
};
const parsedAsJson = {
  en: 'The code parses the reply as JSON with “{reader}”, but the prompt asks for something else (“{words}”): ask for JSON, or read the text.',
  'zh-cn':
    '代码用“{reader}”按 JSON 解析回复，提示词要求的却是别的格式（“{words}”）：请要求 JSON，或按文本读取。',
};

export const jsonParsedAsText = defineRule({
  id: 'json-parsed-as-text',
  category: 'consistency',
  severity: 'warning',
  scope: 'prompt',
  languages: ['en', 'zh'],
  text: {
    title: { en: 'Asked for in one format, read in another', 'zh-cn': '要求的格式与读取的格式不一致' },
    message: askedAsText,
    why: {
      en: 'Prompt and code have grown apart: one asks for JSON, the other expects a number, a line or a list, or the other way round. The better the model follows the prompt, the surer the parser fails, or cuts its values out of braces and quotes.',
      'zh-cn':
        '提示词和代码已经脱节：一边要求 JSON，另一边却期待数字、单行或列表，或者正好相反。模型越听话，解析越会失败，或者从花括号和引号中截出错误的值。',
    },
  },
  evidence: [
    {
      source: 'Python documentation, Built-in Functions: int',
      year: 2024,
      url: 'https://docs.python.org/3/library/functions.html#int',
      models: { en: 'all models: this happens in the program', 'zh-cn': '所有模型：发生在程序中' },
      finding: {
        en: 'int takes an integer literal, with spaces around it at most; for a JSON object it raises ValueError.',
        'zh-cn': 'int 只接受整数字面量，前后最多有空白；对 JSON 对象会抛出 ValueError。',
      },
    },
    {
      source: 'Python documentation, json: Exceptions',
      year: 2024,
      url: 'https://docs.python.org/3/library/json.html#json.JSONDecodeError',
      models: { en: 'all models: this happens in the program', 'zh-cn': '所有模型：发生在程序中' },
      finding: {
        en: 'json.loads raises JSONDecodeError for any text that is not a JSON document.',
        'zh-cn': '对任何不是 JSON 文档的文本，json.loads 都会抛出 JSONDecodeError。',
      },
    },
  ],
  examples: [
    {
      title: 'JSON is asked for, a number is read',
      messages: [{ role: 'user', text: 'Rate the letter. Respond in JSON. <l>{{letter}}</l>' }],
      call: { sdk: 'openai', parsedBy: 'int' },
      finds: ['Respond in JSON'],
    },
    {
      title: 'JSON is asked for, lines are read',
      messages: [
        { role: 'system', text: 'Return the names as a JSON array.' },
        { role: 'user', text: '<letter>{{letter}}</letter>' },
      ],
      call: { sdk: 'openai', parsedBy: 'split' },
      finds: ['Return the names as a JSON'],
    },
    {
      title: 'one word is asked for, JSON is parsed',
      messages: [{ role: 'user', text: 'Is the letter polite? Answer with one word. <l>{{letter}}</l>' }],
      call: { sdk: 'openai', parsedBy: 'json.loads' },
      finds: ['Answer with one word'],
    },
    {
      title: 'a list is asked for, JSON is parsed',
      messages: [{ role: 'user', text: 'Return a comma-separated list of the cities. <l>{{letter}}</l>' }],
      call: { sdk: 'openai', parsedBy: 'JSON.parse' },
      finds: ['Return a comma-separated list'],
    },
    {
      title: '要求 JSON，却按数字读取',
      messages: [{ role: 'user', text: '给这封信打1到5分，以 JSON 格式输出。<信>{{信}}</信>' }],
      call: { sdk: 'openai', parsedBy: 'float' },
      finds: ['以 JSON'],
    },
    {
      title: '要求一个词，却按 JSON 解析',
      messages: [{ role: 'user', text: '这封信礼貌吗？只用一个词回答。<信>{{信}}</信>' }],
      call: { sdk: 'openai', parsedBy: 'json.loads' },
      finds: ['只用一个词'],
    },
    {
      title: 'both JSON',
      messages: [{ role: 'user', text: 'Rate the letter. Respond in JSON. <l>{{letter}}</l>' }],
      call: { sdk: 'openai', parsedBy: 'json.loads' },
      finds: [],
    },
    {
      title: 'the given data is JSON',
      messages: [{ role: 'user', text: 'Reply with a number: how many keys has this JSON?\n{{data}}' }],
      call: { sdk: 'openai', parsedBy: 'int' },
      finds: [],
    },
    {
      title: 'JSON is ruled out',
      messages: [{ role: 'user', text: 'Rate the letter with a number. Do not reply in JSON. <l>{{l}}</l>' }],
      call: { sdk: 'openai', parsedBy: 'int' },
      finds: [],
    },
    {
      title: 'nothing parses the reply',
      messages: [{ role: 'user', text: 'Rate the letter. Respond in JSON. <l>{{letter}}</l>' }],
      call: { sdk: 'openai' },
      finds: [],
    },
    {
      title: '两边都是 JSON',
      messages: [{ role: 'user', text: '给这封信打分，以 JSON 格式输出。<信>{{信}}</信>' }],
      call: { sdk: 'openai', parsedBy: 'JSON.parse' },
      finds: [],
    },
  ],
  *check(prompt) {
    const reading = readAs(prompt);
    if (reading === undefined || (prompt.settings.tools ?? []).length > 0) return;
    const wrong = reading === 'json' ? otherThanJson(prompt) : jsonAskedFor(prompt);
    if (wrong === undefined) return;
    yield {
      place: { turn: wrong.turn, span: wrong.span },
      message: reading === 'json' ? parsedAsJson : askedAsText,
      values: { words: wrong.words, reader: prompt.call?.parsedBy ?? '' },
    };
  },
});

/** A form other than JSON is wrong only where JSON is not spoken of at all: it may be what one of the fields holds. */
function otherThanJson(prompt: Prompt): Wording | undefined {
  const given = prompt.settings.responseFormat === 'json';
  const spoken = prompt.messages.some(({ text }) => /json|[{[]\s*["'“]/i.test(text));
  return given || spoken ? undefined : otherFormAskedFor(prompt);
}
