import type { Message } from '../../prompt/types.ts';
import { type InvisibleRun, invisibleRuns } from '../text/invisible.ts';
import { defineRule, type Fix, type RawFinding } from '../types.ts';

const hiddenText = {
  en: 'Invisible tag characters spell “{hidden}” here: nobody sees it, but the model reads it.',
  'zh-cn': '这里有用不可见标签字符写成的“{hidden}”：人看不见，模型却会读到。',
};

export const invisibleCharacters = defineRule({
  id: 'invisible-characters',
  category: 'safety',
  severity: 'warning',
  scope: 'prompt',
  languages: ['en', 'zh'],
  text: {
    title: { en: 'Invisible or bidirectional characters', 'zh-cn': '不可见字符或双向控制字符' },
    message: {
      en: 'An invisible character stands here: {names}. Remove it unless it is meant.',
      'zh-cn': '这里有不可见字符：{names}。如非有意，请删除。',
    },
    why: {
      en: 'The model reads characters that no editor shows. Most come along when text is copied from web pages or word processors and split words into other tokens; bidirectional controls and tag characters can also hide an instruction from whoever reviews the prompt.',
      'zh-cn':
        '编辑器不显示的字符，模型照样会读到。它们大多是从网页或文字处理软件复制文本时带进来的，会使词语被切成别的 token；双向控制字符和标签字符还可能向审阅者隐藏指令。',
    },
  },
  evidence: [
    {
      source: 'Boucher and Anderson, Trojan Source: Invisible Vulnerabilities',
      year: 2021,
      url: 'https://arxiv.org/abs/2111.00169',
      models: {
        en: 'all models: it deceives the reader of the text',
        'zh-cn': '所有模型：受骗的是读文本的人',
      },
      finding: {
        en: 'Bidirectional control characters make text look different from what a machine reads. The paper shows it for source code, not for prompts.',
        'zh-cn': '双向控制字符使文本看上去与机器读到的不同。论文研究的是源代码，而不是提示词。',
      },
    },
    {
      source: 'Boucher et al., Bad Characters: Imperceptible NLP Attacks',
      year: 2021,
      url: 'https://arxiv.org/abs/2106.09898',
      models: {
        en: 'translation and classification models of 2021, deployed services among them',
        'zh-cn': '2021 年的翻译与分类模型，包括线上服务',
      },
      finding: {
        en: 'A single invisible character, reordering or deletion could considerably lower the quality of a model’s output. Large language models of today were not tested.',
        'zh-cn': '仅一个不可见字符、重排或删除字符，就能明显降低模型输出的质量。论文未测试今天的大语言模型。',
      },
    },
  ],
  examples: [
    {
      title: 'a zero width space from a web page',
      messages: [{ role: 'user', text: 'Write a haiku about\u200b {{season}}.' }],
      finds: ['\u200b'],
      fixed: ['Write a haiku about {{season}}.'],
    },
    {
      title: 'a soft hyphen inside a word',
      messages: [{ role: 'user', text: 'Write a haiku about the moun\u00adtains in {{season}}.' }],
      finds: ['\u00ad'],
      fixed: ['Write a haiku about the mountains in {{season}}.'],
    },
    {
      title: 'a right-to-left override',
      messages: [{ role: 'user', text: 'Write a haiku about \u202egnirps\u202c.' }],
      finds: ['\u202e', '\u202c'],
    },
    {
      title: 'a text in tag characters',
      messages: [{ role: 'user', text: 'Write a haiku about spring.\u{e0068}\u{e0069}' }],
      finds: ['\u{e0068}\u{e0069}'],
    },
    {
      title: '零宽空格',
      messages: [{ role: 'user', text: '写一首关于\u200b{{season}}的俳句。' }],
      finds: ['\u200b'],
      fixed: ['写一首关于{{season}}的俳句。'],
    },
    {
      title: '文中的字节顺序标记',
      messages: [{ role: 'user', text: '写一首关于{{season}}的\ufeff俳句。' }],
      finds: ['\ufeff'],
      fixed: ['写一首关于{{season}}的俳句。'],
    },
    {
      title: 'emoji of several parts',
      messages: [
        {
          role: 'user',
          text: 'Write a haiku about 👩\u200d🚀, ❤\ufe0f and 🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}.',
        },
      ],
      finds: [],
    },
    {
      title: 'a Persian word with its non-joiner',
      messages: [{ role: 'user', text: 'Write a haiku that uses the word می\u200cخواهم.' }],
      finds: [],
    },
    {
      title: 'a direction mark beside Hebrew',
      messages: [{ role: 'user', text: 'Write a haiku about שלום\u200f!' }],
      finds: [],
    },
    {
      title: 'the character itself as subject, in quotes',
      messages: [{ role: 'user', text: 'Write a haiku about the character “\u200b”.' }],
      finds: [],
    },
    {
      title: '多部分的表情符号',
      messages: [{ role: 'user', text: '写一首关于👨\u200d👩\u200d👧的俳句。' }],
      finds: [],
    },
  ],
  check({ messages }) {
    return messages.flatMap(findingsOf);
  },
});

function findingsOf(message: Message, turn: number): readonly RawFinding[] {
  return invisibleRuns(message.text)
    .filter(
      ({ span }) => !message.holes.some((hole) => hole.span.start < span.end && span.start < hole.span.end),
    )
    .map((run) => toFinding(run, turn));
}

function toFinding(run: InvisibleRun, turn: number): RawFinding {
  const place = { turn, span: run.span };
  const fixes = [removal(run, turn)];
  if (run.hidden !== '') return { place, message: hiddenText, values: { hidden: run.hidden }, fixes };
  return { place, values: { names: run.names }, fixes };
}

/** Controls that reorder or carry text may be meant to deceive, so somebody should look before they go. */
function removal({ span, harmless }: InvisibleRun, turn: number): Fix {
  return {
    title: { text: { en: 'Remove the invisible characters', 'zh-cn': '删除不可见字符' } },
    edits: [{ place: { turn, span }, newText: '' }],
    safe: harmless,
  };
}
