import { oddExamples } from '../text/oddExamples.ts';
import { defineRule } from '../types.ts';

export const exampleFormat = defineRule({
  id: 'example-format',
  category: 'examples',
  severity: 'warning',
  scope: 'prompt',
  languages: ['en', 'zh'],
  text: {
    title: { en: 'Examples that differ in format', 'zh-cn': '少样本示例的格式不一致' },
    message: {
      en: 'This example begins with “{form}” where the others begin with “{usual}”: use the same label in all.',
      'zh-cn': '此处用的是“{form}”，其他示例用的是“{usual}”：所有示例应使用同样的标签。',
    },
    why: {
      en: 'Examples teach the format of the reply before anything else. Where they differ among themselves, or the slot to be completed differs from them, the model has no one pattern to continue, and replies become harder to read by machine.',
      'zh-cn':
        '示例首先教会模型的是回复的格式。如果示例之间不一致，或待补全的位置与示例不一致，模型就没有唯一的模式可以延续，程序也更难读取回复。',
    },
  },
  evidence: [
    {
      source: 'Min et al., Rethinking the Role of Demonstrations: What Makes In-Context Learning Work?',
      year: 2022,
      url: 'https://arxiv.org/abs/2202.12837',
      models: {
        en: '12 models from 774 million to 175 billion parameters, GPT-3 included',
        'zh-cn': '7.74 亿到 1750 亿参数的 12 个模型，包括 GPT-3',
      },
      finding: {
        en: 'What examples chiefly give is the format, the label space and the kind of input; without the format much of their gain is lost.',
        'zh-cn': '示例提供的主要是格式、标签空间和输入的分布；失去格式，收益也会损失大半。',
      },
    },
    {
      source: 'Sclar et al., Quantifying Language Models’ Sensitivity to Spurious Features in Prompt Design',
      year: 2023,
      url: 'https://arxiv.org/abs/2310.11324',
      models: { en: 'open models such as LLaMA-2, and GPT-3.5', 'zh-cn': 'LLaMA-2 等开放模型和 GPT-3.5' },
      finding: {
        en: 'Small changes of labels, colons and spaces moved few-shot accuracy by up to 76 points (LLaMA-2-13B). It compares formats used throughout, so it shows that labels matter rather than the harm of mixing them.',
        'zh-cn':
          '标签、冒号、空格的细小变化使少样本准确率相差最多 76 个百分点（LLaMA-2-13B）。论文比较的是通篇一致的格式，因此说明标签重要，而非直接测量混用的害处。',
      },
    },
  ],
  examples: [
    {
      title: 'another pair of labels in the last example',
      messages: [
        {
          role: 'user',
          text: 'Examples:\nQ: 2 + 2\nA: 4\n\nQ: 3 + 5\nA: 8\n\nInput: 1 + 6\nOutput: 7',
        },
      ],
      finds: ['Input:', 'Output:'],
      fixed: ['Examples:\nQ: 2 + 2\nA: 4\n\nQ: 3 + 5\nA: 8\n\nQ: 1 + 6\nA: 7'],
    },
    {
      title: 'the slot to be completed differs from the examples',
      messages: [
        {
          role: 'user',
          text: 'Q: capital of France\nA: Paris\n\nQ: capital of Peru\nA: Lima\n\nQuestion: {{question}}\nAnswer:',
        },
      ],
      finds: ['Question:', 'Answer:'],
      fixed: ['Q: capital of France\nA: Paris\n\nQ: capital of Peru\nA: Lima\n\nQ: {{question}}\nA:'],
    },
    {
      title: 'one label in lower case',
      messages: [
        {
          role: 'system',
          text: 'Input: cat\nOutput: animal\n\nInput: oak\noutput: plant\n\nInput: trout\nOutput: animal',
        },
      ],
      finds: ['output:'],
      fixed: ['Input: cat\nOutput: animal\n\nInput: oak\nOutput: plant\n\nInput: trout\nOutput: animal'],
    },
    {
      title: 'a key spelled in two ways',
      messages: [
        {
          role: 'user',
          text: 'Input: Ann Lee, 30\nOutput: {"first_name": "Ann"}\n\nInput: Bo Ek, 41\nOutput: {"first_name": "Bo"}\n\nInput: Cy Fox, 22\nOutput: {"firstName": "Cy"}',
        },
      ],
      finds: ['firstName'],
      fixed: [
        'Input: Ann Lee, 30\nOutput: {"first_name": "Ann"}\n\nInput: Bo Ek, 41\nOutput: {"first_name": "Bo"}\n\nInput: Cy Fox, 22\nOutput: {"first_name": "Cy"}',
      ],
    },
    {
      title: '标签不一致',
      messages: [
        {
          role: 'user',
          text: '示例：\n问：天空是什么颜色？\n答：蓝色\n\n问：草是什么颜色？\n答：绿色\n\n输入：雪是什么颜色？\n输出：白色',
        },
      ],
      finds: ['输入：', '输出：'],
      fixed: [
        '示例：\n问：天空是什么颜色？\n答：蓝色\n\n问：草是什么颜色？\n答：绿色\n\n问：雪是什么颜色？\n答：白色',
      ],
    },
    {
      title: '冒号不一致',
      messages: [
        { role: 'user', text: '输入：猫\n输出：动物\n\n输入：橡树\n输出:植物\n\n输入：鲤鱼\n输出：动物' },
      ],
      finds: ['输出:'],
      fixed: ['输入：猫\n输出：动物\n\n输入：橡树\n输出：植物\n\n输入：鲤鱼\n输出：动物'],
    },
    {
      title: 'one reply in prose among replies in JSON',
      messages: [
        {
          role: 'user',
          text: 'Input: I love it\nOutput: {"mood": "good"}\n\nInput: I hate it\nOutput: bad\n\nInput: Fine\nOutput: {"mood": "good"}',
        },
      ],
      finds: ['Output:'],
    },
    {
      title: 'one arrow unlike the others',
      messages: [{ role: 'user', text: 'Name the colour.\nsky => blue\ngrass -> green\nsnow => white' }],
      finds: ['->'],
      fixed: ['Name the colour.\nsky => blue\ngrass => green\nsnow => white'],
    },
    {
      title: 'labels of the author’s own',
      messages: [
        {
          role: 'user',
          text: 'Garment: wool coat\nWash: by hand\n\nGarment: cotton shirt\nWash: 60 degrees\n\ngarment: silk tie\nWash: dry clean\n\nGarment: {{garment}}\nWash:',
        },
      ],
      finds: ['garment:'],
      fixed: [
        'Garment: wool coat\nWash: by hand\n\nGarment: cotton shirt\nWash: 60 degrees\n\nGarment: silk tie\nWash: dry clean\n\nGarment: {{garment}}\nWash:',
      ],
    },
    {
      title: 'one turn in prose among turns in JSON',
      messages: [
        { role: 'user', text: 'wool coat' },
        { role: 'assistant', text: '{"wash": "by hand"}' },
        { role: 'user', text: 'cotton shirt' },
        { role: 'assistant', text: '{"wash": "60 degrees"}' },
        { role: 'user', text: 'silk tie' },
        { role: 'assistant', text: 'dry clean' },
        { role: 'user', text: '{{garment}}' },
      ],
      finds: ['dry clean'],
    },
    {
      title: '自定的标签',
      messages: [
        {
          role: 'user',
          text: '衣物：毛呢大衣\n洗法：手洗\n\n衣物：棉衬衫\n洗法：机洗\n\n衣物：丝绸领带\n洗法:干洗\n\n衣物：{{衣物}}\n洗法：',
        },
      ],
      finds: ['洗法:'],
      fixed: [
        '衣物：毛呢大衣\n洗法：手洗\n\n衣物：棉衬衫\n洗法：机洗\n\n衣物：丝绸领带\n洗法：干洗\n\n衣物：{{衣物}}\n洗法：',
      ],
    },
    {
      title: 'records are no examples',
      messages: [
        { role: 'user', text: 'Sort by age.\nName: Ann\nAge: 30\n\nName: Bo\nage: 41\n\nName: Cy\nAge: 22' },
      ],
      finds: [],
    },
    {
      title: 'numbered labels are one format',
      messages: [{ role: 'user', text: 'Q1: 2 + 2\nA1: 4\n\nQ2: 3 + 5\nA2: 8\n\nQ3: {{question}}\nA3:' }],
      finds: [],
    },
    {
      title: 'a description of input and output before the examples',
      messages: [
        {
          role: 'user',
          text: 'Input: a sum.\nOutput: its value.\n\nQ: 2 + 2\nA: 4\n\nQ: 3 + 5\nA: 8',
        },
      ],
      finds: [],
    },
    {
      title: 'two inputs per example are no pairs',
      messages: [
        {
          role: 'user',
          text: 'Input: The sky is blue.\nQuestion: Which colour?\nAnswer: blue\n\nQuestion: Which animal?\nAnswer: cat',
        },
      ],
      finds: [],
    },
    {
      title: 'optional keys are no other format',
      messages: [
        {
          role: 'user',
          text: 'Q: Ann, 30\nA: {"name": "Ann", "age": 30}\n\nQ: Bo\nA: {"name": "Bo"}\n\nQ: Cy\nA: {"name": "Cy"}',
        },
      ],
      finds: [],
    },
    {
      title: '格式一致',
      messages: [{ role: 'user', text: '问：天空是什么颜色？\n答：蓝色\n\n问：{{question}}\n答：' }],
      finds: [],
    },
  ],
  check({ messages }) {
    return oddExamples(messages);
  },
});
