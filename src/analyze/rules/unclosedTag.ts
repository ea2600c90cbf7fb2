import { unclosedIn } from '../text/delimiters.ts';
import { defineRule } from '../types.ts';

export const unclosedTag = defineRule({
  id: 'unclosed-tag',
  category: 'structure',
  severity: 'warning',
  scope: 'prompt',
  languages: ['en', 'zh'],
  text: {
    title: { en: 'Unclosed tag or code fence', 'zh-cn': '未闭合的标签或代码块' },
    message: {
      en: 'Nothing closes {mark}, so everything after it reads as a part of it: close it where it ends.',
      'zh-cn': '{mark} 没有闭合，后面的全部文字都会被当成它的内容：请在结束处闭合。',
    },
    why: {
      en: 'Tags and fences tell the model where data ends and instructions go on. Where the closing one is missing or misspelled, the instructions after it look like a part of the data, and the model may pass over them or reply inside the block.',
      'zh-cn':
        '标签和代码块告诉模型数据到哪里为止、指令从哪里继续。缺少或写错结束标记时，后面的指令看起来就像数据的一部分，模型可能会忽略它们，或者在块内作答。',
    },
  },
  evidence: [
    {
      source: 'Anthropic, Use XML tags to structure your prompts',
      year: 2024,
      url: 'https://platform.claude.com/docs/en/build-with-claude/prompt-engineering/use-xml-tags',
      models: { en: 'Claude models, as advice', 'zh-cn': 'Claude 系列模型（官方建议）' },
      finding: {
        en: 'Advises tags to keep the parts of a prompt apart, with the same names throughout and nested tags closed; it gives no figures for tags left open.',
        'zh-cn': '建议用标签区分提示词的各部分，名称前后一致，嵌套的标签要闭合；没有给出未闭合时的数据。',
      },
    },
    {
      source: 'CommonMark Spec 0.31.2, section Fenced code blocks',
      year: 2024,
      url: 'https://spec.commonmark.org/0.31.2/#fenced-code-blocks',
      models: { en: 'no model: the notation itself', 'zh-cn': '与模型无关：标记法本身的规定' },
      finding: {
        en: 'Without a closing fence the code block goes on to the end of the document.',
        'zh-cn': '没有结束标记时，代码块一直延续到文档末尾。',
      },
    },
  ],
  examples: [
    {
      title: 'a tag before a hole',
      messages: [{ role: 'user', text: '<diff>\n{{diff}}\n\nName the files that changed.' }],
      finds: ['<diff>'],
      fixed: ['<diff>\n{{diff}}\n</diff>\n\nName the files that changed.'],
    },
    {
      title: 'a misspelled closing tag',
      messages: [
        {
          role: 'system',
          text: '<guidelines>\nAnswer in English.\nCite the source.\n</guidlines>\nYou serve a library.',
        },
      ],
      finds: ['<guidelines>'],
      fixed: ['<guidelines>\nAnswer in English.\nCite the source.\n</guidelines>\nYou serve a library.'],
    },
    {
      title: 'the slash is missing',
      messages: [{ role: 'user', text: 'Fix the grammar.\n<essay>\n{{essay}}\n<essay>\nKeep the style.' }],
      finds: ['<essay>'],
      fixed: ['Fix the grammar.\n<essay>\n{{essay}}\n</essay>\nKeep the style.'],
    },
    {
      title: 'a code fence before a hole',
      messages: [{ role: 'user', text: 'Review this function.\n```python\n{{code}}\n\nList its defects.' }],
      finds: ['```python'],
      fixed: ['Review this function.\n```python\n{{code}}\n```\n\nList its defects.'],
    },
    {
      title: 'a code fence around own lines',
      messages: [
        { role: 'user', text: 'Continue in this style:\n```\nx = 1\ny = 2\nThen name what you added.' },
      ],
      finds: ['```'],
    },
    {
      title: '变量前的标签',
      messages: [{ role: 'user', text: '<日志>\n{{日志}}\n\n指出出错的那一行。' }],
      finds: ['<日志>'],
      fixed: ['<日志>\n{{日志}}\n</日志>\n\n指出出错的那一行。'],
    },
    {
      title: '结束标签写错',
      messages: [{ role: 'system', text: '<rules>\n用中文回答。\n</rule>\n你是图书馆的助手。' }],
      finds: ['<rules>'],
      fixed: ['<rules>\n用中文回答。\n</rules>\n你是图书馆的助手。'],
    },
    {
      title: 'closed',
      messages: [{ role: 'user', text: '<diff>\n{{diff}}\n</diff>\nName the files that changed.' }],
      finds: [],
    },
    {
      title: 'placeholders, generics, comparisons and HTML',
      messages: [
        {
          role: 'user',
          text: 'Write a letter that ends with\n<name>\n<city>\nCode may use List<string> where a < b and c > d.\n<br>\n<p>\nDone.',
        },
      ],
      finds: [],
    },
    {
      title: 'a tag for the reply to go on in',
      messages: [
        { role: 'user', text: 'Solve it step by step: {{sum}}\n<solution>' },
        { role: 'assistant', text: '```json\n' },
      ],
      finds: [],
    },
    {
      title: 'named, not opened',
      messages: [{ role: 'user', text: 'Put the code between ``` marks and the text into `<result>`.' }],
      finds: [],
    },
    {
      title: '占位符不是标签',
      messages: [{ role: 'user', text: '按下面的格式写：\n<姓名>\n<电话>\n不要改动顺序。' }],
      finds: [],
    },
  ],
  *check({ messages }) {
    for (const [turn, message] of messages.entries()) {
      if (message.role === 'assistant') continue;
      for (const { span, mark, closing, mend } of unclosedIn(message)) {
        const title = { en: 'Close it with {closing}', 'zh-cn': '用 {closing} 闭合' };
        const fixes =
          mend === undefined
            ? []
            : [
                {
                  title: { text: title, values: { closing } },
                  edits: [{ place: { turn, span: mend.span }, newText: mend.newText }],
                  safe: true,
                },
              ];
        yield { place: { turn, span }, values: { mark }, fixes };
      }
    }
  },
});
