import { holeMark } from '../../prompt/holes.ts';
import type { Hole, Prompt } from '../../prompt/types.ts';
import { blankQuoted } from '../text/blank.ts';
import { firstLineOf } from '../text/firstLine.ts';
import { nearestName } from '../text/nearestName.ts';
import { defineRule, type Fix, type RawFinding } from '../types.ts';

const undeclared = {
  en: 'Placeholder “{name}” is not among the declared inputs, so nothing fills it: declare it or correct its name.',
  'zh-cn': '占位符“{name}”不在声明的输入之中，没有值可填：请声明它，或更正名称。',
};
const nearlyValued = {
  en: 'Placeholder “{name}” gets no value, while the file gives one for “{meant}”, which the text does not use: correct one of the names.',
  'zh-cn': '占位符“{name}”没有值，而文件为“{meant}”提供了值，文本却没有用到：请更正其中一个名称。',
};
const unused = {
  en: 'Input “{name}” is declared, but the text never uses it: use it or remove the declaration.',
  'zh-cn': '输入“{name}”已声明，但文本从未使用：请使用它，或删除声明。',
};
const notFilled = {
  en: '“{name}” is sent as it stands, because this string is no template: make it one, or write the value.',
  'zh-cn': '“{name}”会原样发送，因为这个字符串不是模板：请改成模板字符串，或直接写出内容。',
};

export const placeholder = defineRule({
  id: 'placeholder',
  category: 'structure',
  severity: 'warning',
  scope: 'prompt',
  languages: ['en', 'zh'],
  text: {
    title: { en: 'Undefined or unused placeholder', 'zh-cn': '未定义或未使用的占位符' },
    message: undeclared,
    why: {
      en: 'A placeholder that nothing fills reaches the model as an empty text or as its own mark, and an input that the text never uses is lost without an error. Both are nearly always slips of the pen, and the reply still looks plausible.',
      'zh-cn':
        '没有值可填的占位符会变成空文本，或以标记本身的形式送给模型；文本从未使用的输入则会悄悄丢失。这两种情况几乎都是笔误，而模型的回复看起来仍然合理。',
    },
  },
  evidence: [
    {
      source: 'Mustache manual, mustache(5), section Variables',
      year: 2009,
      url: 'https://mustache.github.io/mustache.5.html',
      models: {
        en: 'all models: this happens before the model is asked',
        'zh-cn': '所有模型：发生在调用模型之前',
      },
      finding: {
        en: 'By default a variable that is not found renders as an empty text, without an error; template engines of the same family, Handlebars and Dotprompt among them, do the same.',
        'zh-cn':
          '默认情况下，找不到的变量会被渲染为空文本而不报错；Handlebars、Dotprompt 等同类模板引擎也是如此。',
      },
    },
    {
      source: 'PEP 498, Literal String Interpolation',
      year: 2015,
      url: 'https://peps.python.org/pep-0498/',
      models: {
        en: 'all models: this happens before the model is asked',
        'zh-cn': '所有模型：发生在调用模型之前',
      },
      finding: {
        en: 'Braces are replaced by values only in literals with the prefix f; any other literal keeps them as text.',
        'zh-cn': '只有带 f 前缀的字面量才会把花括号替换为值；其他字面量会把它们当作普通文本。',
      },
    },
  ],
  examples: [
    {
      title: 'a slip of the pen near a declared input',
      messages: [{ role: 'user', text: 'Write a short greeting for {{nmae}}.' }],
      declaredInputs: ['name'],
      finds: ['{{nmae}}'],
      fixed: ['Write a short greeting for {{name}}.'],
    },
    {
      title: 'nothing declares it',
      messages: [{ role: 'user', text: 'Write a poem about {{topic}} in the style of {{author}}.' }],
      declaredInputs: ['topic'],
      finds: ['{{author}}'],
    },
    {
      title: 'declared but never used',
      messages: [{ role: 'user', text: 'Write a poem about {{topic}}.' }],
      declaredInputs: ['topic', 'style'],
      finds: ['Write a poem about {{topic}}.'],
    },
    {
      title: 'a plain string in a call',
      messages: [{ role: 'user', text: 'List three rivers of {country_name}, one per line.' }],
      call: { sdk: 'openai' },
      finds: ['{country_name}'],
    },
    {
      title: 'a slip of the pen near a name with a value',
      messages: [{ role: 'user', text: 'Write a short greeting for {{nmae}}.' }],
      valuedNames: ['name', 'expected'],
      finds: ['{{nmae}}'],
      offered: ['Write a short greeting for {{name}}.'],
    },
    {
      title: 'values that other files give',
      messages: [{ role: 'user', text: 'Write a poem about {{topic}} in the style of {{author}}.' }],
      valuedNames: ['topic', 'expected'],
      finds: [],
    },
    {
      title: '名称与给出的值差一点',
      messages: [{ role: 'user', text: '给{{custmer}}写一句生日祝福。' }],
      valuedNames: ['customer'],
      finds: ['{{custmer}}'],
      offered: ['给{{customer}}写一句生日祝福。'],
    },
    {
      title: '名称写错',
      messages: [{ role: 'user', text: '给{{custmer}}写一句生日祝福。' }],
      declaredInputs: ['customer'],
      finds: ['{{custmer}}'],
      fixed: ['给{{customer}}写一句生日祝福。'],
    },
    {
      title: '声明了却没有使用',
      messages: [{ role: 'user', text: '写一首关于{{topic}}的诗。' }],
      declaredInputs: ['topic', 'length'],
      finds: ['写一首关于{{topic}}的诗。'],
    },
    {
      title: 'all declared, all used',
      messages: [{ role: 'user', text: 'Write a poem about {{topic}} for {{reader.age}} years.' }],
      declaredInputs: ['topic', 'reader'],
      finds: [],
    },
    {
      title: 'nothing is declared at all',
      messages: [{ role: 'user', text: 'Write a poem about {{topic}}.' }],
      finds: [],
    },
    {
      title: 'a format that shows braces',
      messages: [
        { role: 'user', text: 'Name the route parameters of `/users/{user_id}` and of /posts/{post_id}.' },
      ],
      call: { sdk: 'openai' },
      finds: [],
    },
    {
      title: 'a template that other code fills',
      messages: [{ role: 'user', text: 'List three rivers of {country_name}.' }],
      finds: [],
    },
    {
      title: '全部使用',
      messages: [{ role: 'user', text: '给{{customer}}写一句生日祝福。' }],
      declaredInputs: ['customer'],
      finds: [],
    },
  ],
  *check(prompt) {
    yield* prompt.declaredInputs === undefined ? valuedProblems(prompt) : declaredProblems(prompt);
    if (prompt.call !== undefined) yield* unfilledMarks(prompt);
  },
});

function* declaredProblems(prompt: Prompt): Iterable<RawFinding> {
  const declared = (prompt.declaredInputs ?? []).map(({ name }) => name);
  if (declared.length === 0) return;
  const used = new Set(prompt.messages.flatMap(({ holes }) => holes.map(rootOf)));
  // A template block may bind names of its own and use inputs where no hole shows it.
  const blocks = prompt.messages.some(({ segments }) => segments.some(({ kind }) => kind === 'control'));
  const idle = declared.filter((name) => !used.has(name));
  const taken = new Set<string>();
  for (const [turn, { holes }] of prompt.messages.entries()) {
    for (const hole of holes) {
      if (declared.includes(rootOf(hole))) continue;
      const meant = nearestName(rootOf(hole), idle);
      if (blocks && meant === undefined) continue;
      if (meant !== undefined) taken.add(meant);
      const fixes = meant === undefined || meant.includes('.') ? [] : [renaming(turn, hole, meant)];
      yield { place: { turn, span: hole.span }, message: undeclared, values: { name: hole.name }, fixes };
    }
  }
  if (blocks) return;
  for (const name of idle) {
    if (!taken.has(name))
      yield { place: firstLineOf(prompt), message: unused, values: { name }, declaredInput: name };
  }
}

/** Slips of the pen only: a name without a value may get one elsewhere, so no fix is safe; and a value may be meant for other texts. */
function* valuedProblems({ valuedNames = [], messages }: Prompt): Iterable<RawFinding> {
  const used = new Set(messages.flatMap(({ holes }) => holes.map(rootOf)));
  const idle = valuedNames.filter((name) => !used.has(name));
  for (const [turn, { holes }] of messages.entries()) {
    for (const hole of holes) {
      const meant = valuedNames.includes(rootOf(hole)) ? undefined : nearestName(rootOf(hole), idle);
      if (meant === undefined) continue;
      const place = { turn, span: hole.span };
      const fixes = meant.includes('.') ? [] : [{ ...renaming(turn, hole, meant), safe: false }];
      yield { place, message: nearlyValued, values: { name: hole.name, meant }, fixes };
    }
  }
}

/** The part of a path such as `user.name` that is declared. */
function rootOf({ name }: Hole): string {
  return name.split(/[.[]/, 1)[0] ?? name;
}

function renaming(turn: number, { name, span }: Hole, meant: string): Fix {
  const newName = meant + name.slice((name.split(/[.[]/, 1)[0] ?? name).length);
  const newText = holeMark(newName);
  return {
    title: { text: { en: 'Rename to “{meant}”', 'zh-cn': '改名为“{meant}”' }, values: { meant: newName } },
    edits: [
      { place: { turn, span }, newText, holes: [{ name: newName, span: { start: 0, end: newText.length } }] },
    ],
    safe: true,
  };
}

const mark =
  /(?<![\p{L}\p{N}_/${\\.=&?"'-])\$?\{([a-z][a-z0-9]*(?:_[a-z0-9]+)+|[a-z]+[A-Z][A-Za-z0-9]*)\}(?![}\p{L}\p{N}_/"'])/gu;
/** Wordings of prompts that speak about marks rather than hold them. */
const aboutMarks =
  /placeholder|template|variable|curly|braces|f-string|format string|占位符|模板|变量|花括号/i;

/** Marks such as `{user_name}` in a literal that goes to the model as it is. Literals with holes may hold escaped braces. */
function* unfilledMarks({ messages }: Prompt): Iterable<RawFinding> {
  for (const [turn, { text, holes, role }] of messages.entries()) {
    if (role === 'assistant' || holes.length > 0 || aboutMarks.test(text)) continue;
    for (const { 0: found, index } of blankQuoted(text).matchAll(mark)) {
      const span = { start: index, end: index + found.length };
      yield { place: { turn, span }, message: notFilled, values: { name: found } };
    }
  }
}
