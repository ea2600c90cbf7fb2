import { slice } from '../../base/span.ts';
import type { Message, Place } from '../../prompt/types.ts';
import { differInOneOf, wordsOf } from '../text/resemblance.ts';
import { workedExamplesOf } from '../text/workedExamples.ts';
import { defineRule, type RawFinding } from '../types.ts';

const otherAnswer = {
  en: 'Example {number} has the same input and another answer: keep the one that is right.',
  'zh-cn': '第 {number} 个示例的输入与此相同，答案却不同：请只保留正确的那个。',
};

export const nearDuplicateExamples = defineRule({
  id: 'near-duplicate-examples',
  category: 'examples',
  severity: 'hint',
  scope: 'prompt',
  languages: ['en', 'zh'],
  text: {
    title: { en: 'Examples that are nearly equal', 'zh-cn': '示例几乎相同' },
    message: {
      en: 'This input is nearly that of example {number}, with the same answer: an input of another kind would teach more.',
      'zh-cn': '此输入与第 {number} 个示例几乎相同，答案也一样：换成另一类输入，示例才更有用。',
    },
    why: {
      en: 'Each example costs tokens in every call. One that repeats another shows nothing new and makes its kind of input and its answer look more frequent than they are. Inputs that differ little but have different answers show where the border is, and are left alone.',
      'zh-cn':
        '每个示例在每次调用中都要消耗 token。重复的示例没有新的信息，还会让这类输入及其答案显得比实际更常见。输入相近而答案不同的示例能说明界限在哪里，不在检查之列。',
    },
  },
  evidence: [
    {
      source: 'Xiao et al., The Role of Diversity in In-Context Learning for Large Language Models',
      year: 2025,
      url: 'https://arxiv.org/abs/2505.19426',
      models: { en: 'Llama-3.1, Gemma-2 and Mistral-v0.3', 'zh-cn': 'Llama-3.1、Gemma-2 和 Mistral-v0.3' },
      finding: {
        en: 'Examples chosen to be diverse improved results, most of all in mathematics and code and on inputs unlike the examples. They were chosen by embeddings from large sets; single duplicates were not studied.',
        'zh-cn':
          '有意选取多样的示例能改善结果，在数学、代码以及与示例不同类的输入上尤为明显。示例是用向量从大型数据集中选出的；论文没有单独研究个别重复。',
      },
    },
  ],
  examples: [
    {
      title: 'one word more',
      messages: [
        {
          role: 'user',
          text: 'Q: The parcel I ordered last week has not arrived at my door\nA: delivery\n\nQ: The parcel I ordered last week has still not arrived at my door\nA: delivery\n\nQ: {{message}}\nA:',
        },
      ],
      finds: ['The parcel I ordered last week has still not arrived at my door'],
    },
    {
      title: 'a number changed',
      messages: [
        {
          role: 'user',
          text: 'Mail: Invoice 1183 was charged to me twice\nTeam: billing\n\nMail: The lift is stuck again\nTeam: repairs\n\nMail: Invoice 2907 was charged to me twice\nTeam: billing\n\nMail: {{mail}}\nTeam:',
        },
      ],
      finds: ['Invoice 2907 was charged to me twice'],
    },
    {
      title: '换了一个数字',
      messages: [
        {
          role: 'user',
          text: '来信：我要退掉上周买的三本书\n部门：售后\n\n来信：我要退掉上周买的五本书\n部门：售后\n\n来信：{{来信}}\n部门：',
        },
      ],
      finds: ['我要退掉上周买的五本书'],
    },
    {
      title: 'the same turn twice',
      messages: [
        { role: 'user', text: 'Anna, 31, nurse' },
        { role: 'assistant', text: '31' },
        { role: 'user', text: 'Ben, 45, teacher' },
        { role: 'assistant', text: '45' },
        { role: 'user', text: 'Anna, 31, nurse.' },
        { role: 'assistant', text: '31' },
        { role: 'user', text: '{{line}}' },
      ],
      finds: ['Anna, 31, nurse.'],
    },
    {
      title: 'one input with two answers',
      messages: [
        {
          role: 'system',
          text: 'Input: The hotel was quite far away\nOutput: positive\n\nInput: the hotel was quite far away\nOutput: negative',
        },
      ],
      finds: ['the hotel was quite far away'],
    },
    {
      title: '多了一个字',
      messages: [
        {
          role: 'user',
          text: '评论：物流很快，包装也很结实，还会再来买\n情感：正面\n\n评论：物流很快，包装也很结实，还会再来买的\n情感：正面\n\n评论：{{comment}}\n情感：',
        },
      ],
      finds: ['物流很快，包装也很结实，还会再来买的'],
    },
    {
      title: '同一句话出现两次',
      messages: [
        { role: 'user', text: '小明，12 岁，学生' },
        { role: 'assistant', text: '12' },
        { role: 'user', text: '小明，12岁，学生' },
        { role: 'assistant', text: '12' },
        { role: 'user', text: '{{line}}' },
      ],
      finds: ['小明，12岁，学生'],
    },
    {
      title: 'little apart, with different answers',
      messages: [
        {
          role: 'user',
          text: 'Q: Which element is liquid at room temperature and is a metal\nA: Hg\n\nQ: Which element is liquid at room temperature and is no metal\nA: Br\n\nQ: {{question}}\nA:',
        },
      ],
      finds: [],
    },
    {
      title: 'one form, other contents',
      messages: [
        {
          role: 'user',
          text: 'Q: Is 9 larger than 7\nA: yes\n\nQ: Is 8 larger than 3\nA: yes\n\nQ: {{question}}\nA:',
        },
      ],
      finds: [],
    },
    {
      title: 'the slot repeats no example',
      messages: [{ role: 'user', text: 'Q: {{first}}\nA: yes\n\nQ: {{second}}\nA: yes\n\nQ: {{third}}\nA:' }],
      finds: [],
    },
    {
      title: '句式相同，内容不同',
      messages: [
        { role: 'user', text: '9 比 7 大吗？' },
        { role: 'assistant', text: '是' },
        { role: 'user', text: '8 比 3 大吗？' },
        { role: 'assistant', text: '是' },
        { role: 'user', text: '{{question}}' },
      ],
      finds: [],
    },
  ],
  *check({ messages }) {
    const seen: Known[] = [];
    for (const [index, { input, answer }] of workedExamplesOf(messages).entries()) {
      const words = wordsAt(input, messages);
      const known = { number: index + 1, words, answer: wordsAt(answer, messages).join(' ') };
      const earlier = seen.find((each) => repeats(each, known));
      if (earlier === undefined) seen.push(known);
      else yield finding(input, earlier, known);
      if (seen.length > mostCompared) return;
    }
  },
});

/** More examples than a prompt shows by hand; comparing every pair of thousands would take long. */
const mostCompared = 100;
const fewestWords = { equal: 3, near: 6 };
/** One word in six may differ: less would take “Is 9 larger than 7” for “Is 8 larger than 7”. */
const wordsPerChange = 6;

interface Known {
  /** Which example it is, counted from one. */
  readonly number: number;
  readonly words: readonly string[];
  readonly answer: string;
}

function repeats(a: Known, b: Known): boolean {
  if (b.words.length < fewestWords.equal) return false;
  if (a.words.length === b.words.length && a.words.every((word, index) => word === b.words[index]))
    return true;
  const longEnough = Math.min(a.words.length, b.words.length) >= fewestWords.near;
  return longEnough && a.answer === b.answer && differInOneOf(wordsPerChange, a.words, b.words);
}

function finding(input: Place, earlier: Known, { answer }: Known): RawFinding {
  const values = { number: earlier.number };
  return earlier.answer === answer
    ? { place: input, values }
    : { place: input, message: otherAnswer, values };
}

function wordsAt({ turn, span }: Place, messages: readonly Message[]): readonly string[] {
  return wordsOf(slice(messages[turn]?.text ?? '', span));
}
