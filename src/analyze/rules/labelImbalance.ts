import { type Label, labelsDeclared, labelsShown } from '../text/labels.ts';
import { workedExamplesOf } from '../text/workedExamples.ts';
import { defineRule, type RawFinding } from '../types.ts';

const unshown = {
  en: 'No example is answered with {labels}, though the prompt allows it: the model leans towards the labels it has seen.',
  'zh-cn': '提示词允许{labels}，却没有一个示例以它作答：模型会偏向示例中出现过的标签。',
};

export const labelImbalance = defineRule({
  id: 'label-imbalance',
  category: 'examples',
  severity: 'information',
  scope: 'prompt',
  languages: ['en', 'zh'],
  text: {
    title: { en: 'Examples that favour one label', 'zh-cn': '示例偏向某一个标签' },
    message: {
      en: '{count} of {all} examples are answered with “{label}”, so the model leans towards it: show the labels about equally often.',
      'zh-cn': '{all} 个示例中有 {count} 个的答案是“{label}”，模型会因此偏向它：各标签的示例数量应大致相当。',
    },
    why: {
      en: 'A model takes the share of each label among the examples for its share in general, and a label that no example shows for a rare one. A few examples of every label let the text decide.',
      'zh-cn':
        '模型会把标签在示例中的比例当作一般情况下的比例，把没有示例的标签当作罕见的标签。每个标签都给几个示例，才能让文本本身来决定。',
    },
  },
  evidence: [
    {
      source: 'Zhao et al., Calibrate Before Use: Improving Few-Shot Performance of Language Models',
      year: 2021,
      url: 'https://arxiv.org/abs/2102.09690',
      models: { en: 'GPT-3 and GPT-2', 'zh-cn': 'GPT-3 和 GPT-2' },
      finding: {
        en: 'Models predict the label that is more frequent among the examples (majority label bias). Models trained to follow instructions were not tested, so measure with yours.',
        'zh-cn':
          '模型偏向预测示例中出现较多的标签（多数标签偏差）。论文未测试经过指令训练的模型，请用自己的模型测量。',
      },
    },
  ],
  examples: [
    {
      title: 'five of one label and one of the other',
      messages: [
        {
          role: 'user',
          text: 'Q: The soup was warm.\nA: positive\n\nQ: Lovely room.\nA: positive\n\nQ: They lost my bag.\nA: negative\n\nQ: Kind staff.\nA: Positive\n\nQ: Worth every cent.\nA: positive\n\nQ: We come again.\nA: positive\n\nQ: {{review}}\nA:',
        },
      ],
      finds: ['positive'],
    },
    {
      title: 'labels of the author’s own',
      messages: [
        {
          role: 'user',
          text: 'Mail: Charged twice.\nTeam: billing\n\nMail: Refund me.\nTeam: billing\n\nMail: No invoice.\nTeam: billing\n\nMail: The lift is stuck.\nTeam: repairs\n\nMail: {{mail}}\nTeam:',
        },
      ],
      finds: ['billing'],
    },
    {
      title: 'lines with arrows',
      messages: [
        {
          role: 'user',
          text: 'Sort the mail. Examples:\n"Charged twice" -> billing\n"Refund me" -> billing\n"No invoice" -> billing\n"The lift is stuck" -> repairs\n"{{mail}}" ->',
        },
      ],
      finds: ['billing'],
    },
    {
      title: 'elements',
      messages: [
        {
          role: 'system',
          text: '<example>\n<mail>Charged twice</mail>\n<team>billing</team>\n</example>\n<example>\n<mail>Refund me</mail>\n<team>billing</team>\n</example>\n<example>\n<mail>No invoice</mail>\n<team>billing</team>\n</example>\n<example>\n<mail>The lift is stuck</mail>\n<team>repairs</team>\n</example>',
        },
      ],
      finds: ['billing'],
    },
    {
      title: 'objects',
      messages: [
        {
          role: 'system',
          text: 'Examples:\n{"mail": "Charged twice", "team": "billing"}\n{"mail": "Refund me", "team": "billing"}\n{"mail": "No invoice", "team": "billing"}\n{"mail": "The lift is stuck", "team": "repairs"}',
        },
      ],
      finds: ['billing'],
    },
    {
      title: '表格',
      messages: [
        {
          role: 'system',
          text: '示例：\n| 来信 | 部门 |\n|---|---|\n| 重复扣款 | 财务 |\n| 请退款 | 财务 |\n| 没有发票 | 财务 |\n| 电梯停了 | 维修 |',
        },
      ],
      finds: ['财务'],
    },
    {
      title: 'turns of a conversation',
      messages: [
        { role: 'system', text: 'Sort the message.' },
        { role: 'user', text: 'I was charged twice.' },
        { role: 'assistant', text: 'billing' },
        { role: 'user', text: 'The invoice is wrong.' },
        { role: 'assistant', text: 'billing' },
        { role: 'user', text: 'My parcel is late.' },
        { role: 'assistant', text: 'delivery' },
        { role: 'user', text: 'Refund me.' },
        { role: 'assistant', text: 'billing' },
        { role: 'user', text: '{{message}}' },
      ],
      finds: ['billing'],
    },
    {
      title: 'a label that no example shows',
      messages: [
        {
          role: 'user',
          text: 'Sort the ticket as billing, technical or account.\n\nQ: Charged twice.\nA: billing\n\nQ: The app crashes.\nA: technical\n\nQ: Refund me.\nA: billing\n\nQ: A blank page.\nA: technical\n\nQ: {{ticket}}\nA:',
        },
      ],
      finds: ['account'],
    },
    {
      title: 'the first label of a list that no example shows',
      messages: [
        {
          role: 'system',
          text: 'Choose a label.\n- urgent: needs a person today\n- later: can wait\n- never: needs no reply',
        },
        { role: 'user', text: 'The shop is on fire.' },
        { role: 'assistant', text: 'urgent' },
        { role: 'user', text: 'Buy cheap watches.' },
        { role: 'assistant', text: 'never' },
        { role: 'user', text: 'Water in the cellar.' },
        { role: 'assistant', text: 'urgent' },
        { role: 'user', text: 'You have won.' },
        { role: 'assistant', text: 'never' },
        { role: 'user', text: '{{mail}}' },
      ],
      finds: ['later'],
    },
    {
      title: '四个正面，一个负面',
      messages: [
        {
          role: 'user',
          text: '评论：很好\n情感：正面\n\n评论：喜欢\n情感：正面\n\n评论：太烂\n情感：负面\n\n评论：不错\n情感：正面\n\n评论：值得\n情感：正面\n\n评论：{{comment}}\n情感：',
        },
      ],
      finds: ['正面'],
    },
    {
      title: '没有示例的标签',
      messages: [
        { role: 'system', text: '判断情感是正面、负面还是中性。' },
        { role: 'user', text: '很好' },
        { role: 'assistant', text: '正面' },
        { role: 'user', text: '太烂' },
        { role: 'assistant', text: '负面' },
        { role: 'user', text: '不错' },
        { role: 'assistant', text: '正面' },
        { role: 'user', text: '失望' },
        { role: 'assistant', text: '负面' },
        { role: 'user', text: '{{comment}}' },
      ],
      finds: ['中性'],
    },
    {
      title: 'three and two are near enough',
      messages: [
        {
          role: 'user',
          text: 'Q: Lovely.\nA: positive\n\nQ: Cold soup.\nA: negative\n\nQ: Kind staff.\nA: positive\n\nQ: Too loud.\nA: negative\n\nQ: We come again.\nA: positive\n\nQ: {{review}}\nA:',
        },
      ],
      finds: [],
    },
    {
      title: 'three examples are too few to tell',
      messages: [
        {
          role: 'user',
          text: 'Answer yes or no.\n\nQ: Is snow white?\nA: yes\n\nQ: Is grass green?\nA: yes\n\nQ: Is coal black?\nA: yes\n\nQ: {{question}}\nA:',
        },
      ],
      finds: [],
    },
    {
      title: 'translations are no labels',
      messages: [
        {
          role: 'user',
          text: 'Translate into Latin.\n\nEnglish: Hello\nLatin: Salve\n\nEnglish: Hi\nLatin: Salve\n\nEnglish: Good day\nLatin: Salve\n\nEnglish: Goodbye\nLatin: Vale\n\nEnglish: {{text}}\nLatin:',
        },
      ],
      finds: [],
    },
    {
      title: 'answers that are no labels',
      messages: [
        {
          role: 'user',
          text: 'Q: Capital of France\nA: Paris\n\nQ: Capital of Peru\nA: Lima\n\nQ: Seat of the Louvre\nA: Paris\n\nQ: City of light\nA: Paris\n\nQ: Capital of Italy\nA: Rome\n\nQ: {{question}}\nA:',
        },
      ],
      finds: [],
    },
    {
      title: 'what follows the list is no label',
      messages: [
        {
          role: 'user',
          text: 'Answer yes or no, and stay calm.\n\nQ: Is snow white?\nA: yes\n\nQ: Is coal white?\nA: no\n\nQ: Is grass green?\nA: yes\n\nQ: Is milk black?\nA: no\n\nQ: {{question}}\nA:',
        },
      ],
      finds: [],
    },
    {
      title: '两种答案各两个',
      messages: [
        { role: 'system', text: '只回答是或否。' },
        { role: 'user', text: '雪是白的吗？' },
        { role: 'assistant', text: '是' },
        { role: 'user', text: '煤是白的吗？' },
        { role: 'assistant', text: '否' },
        { role: 'user', text: '草是绿的吗？' },
        { role: 'assistant', text: '是' },
        { role: 'user', text: '奶是黑的吗？' },
        { role: 'assistant', text: '否' },
        { role: 'user', text: '{{question}}' },
      ],
      finds: [],
    },
  ],
  *check({ messages }) {
    const examples = workedExamplesOf(messages);
    if (examples.length < leastExamples) return;
    if (messages.some(({ text }) => rewording.test(text))) return;
    const shown = labelsShown(examples, messages);
    if (shown.length === 0) return;
    yield* favoured(shown);
    const names = new Set(shown.map(({ name }) => name));
    const declared = names.size < shown.length ? labelsDeclared(names, examples, messages) : [];
    yield* missing(declared, names, shown.length);
  },
});

/** Tasks whose answers are words of another text, however short. */
const rewording = /\b(?:translat|paraphras|rewrit)|翻译|改写/i;

/** Fewer say little of how often each label is to be expected. */
const leastExamples = 4;

/** A label at least three times as frequent as the next one, where labels recur at all. */
function* favoured(shown: readonly Label[]): Iterable<RawFinding> {
  const groups = [...Map.groupBy(shown, ({ name }) => name).values()].sort((a, b) => b.length - a.length);
  const [first, second] = groups;
  const [label] = first ?? [];
  if (first === undefined || second === undefined || label === undefined) return;
  if (groups.length > shown.length / 2 || first.length < 3 * second.length) return;
  const values = { count: first.length, all: shown.length, label: label.written };
  yield { place: label.place, values };
}

/** Allowed labels without an example, where there are examples enough to show each. */
function* missing(
  declared: readonly Label[],
  shown: ReadonlySet<string>,
  most: number,
): Iterable<RawFinding> {
  const absent = declared.filter(({ name }) => !shown.has(name));
  const [first] = absent;
  if (first === undefined || declared.length > most) return;
  const labels = absent.map(({ written }) => `“${written}”`);
  yield { place: first.place, message: unshown, values: { labels } };
}
