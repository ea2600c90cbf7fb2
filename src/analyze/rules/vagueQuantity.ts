import { type Instruction, instructionsOf, spanIn } from '../text/instructions.ts';
import { defineRule } from '../types.ts';

const vagueCount = {
  en: '“{words}” leaves the number open, so replies differ from run to run: write a number or a range.',
  'zh-cn': '“{words}”没有说明数量，每次运行的结果会不一样：请写明数字或范围。',
};
const vagueLength = {
  en: '“{words}” leaves the length open, so replies differ from run to run: write how many words or sentences.',
  'zh-cn': '“{words}”没有说明长度，每次运行的长短会不一样：请写明字数或句数。',
};

export const vagueQuantity = defineRule({
  id: 'vague-quantity',
  category: 'structure',
  severity: 'hint',
  scope: 'prompt',
  languages: ['en', 'zh'],
  text: {
    title: { en: 'Vague quantity', 'zh-cn': '数量含糊' },
    message: vagueCount,
    why: {
      en: 'A model reads “a few” or “short” as it likes: three items once, eight the next time, one sentence here, a page there. Code and readers that count on a size get a different one with each sample. A number or a range can be followed, and it can be checked.',
      'zh-cn':
        '“几个”“简短”由模型自行理解：这次三条，下次八条；有时一句话，有时一整页。依赖固定篇幅的代码和读者每次得到的结果都不同。明确的数字或范围既能照做，也能检查。',
    },
  },
  evidence: [
    {
      source: 'OpenAI, Best practices for prompt engineering with the OpenAI API',
      year: 2023,
      url: 'https://help.openai.com/en/articles/6654000-best-practices-for-prompt-engineering-with-the-openai-api',
      models: { en: 'OpenAI’s models, as advice', 'zh-cn': 'OpenAI 的模型（官方建议）' },
      finding: {
        en: 'Advises against imprecise descriptions: instead of “fairly short, a few sentences only”, ask for “a 3 to 5 sentence paragraph”.',
        'zh-cn':
          '建议避免不精确的描述：不要写“相当简短，只要几句话”，而要写“用 3 到 5 句话组成的一段”。这是建议，不是实验结果。',
      },
    },
    {
      source: 'Zhang et al., LIFEBench: Evaluating Length Instruction Following in Large Language Models',
      year: 2025,
      url: 'https://arxiv.org/abs/2505.16234',
      models: {
        en: '26 models, instructions in English and Chinese',
        'zh-cn': '26 个模型，中英文指令',
      },
      finding: {
        en: 'Most models follow a stated short length reasonably well, and much worse beyond a certain length: a number helps where it is not large.',
        'zh-cn': '多数模型能较好地遵守写明的较短篇幅，超过一定长度后明显变差：数字不大时才有帮助。',
      },
    },
  ],
  examples: [
    {
      title: 'a few items',
      messages: [{ role: 'user', text: 'Suggest a few names for a bakery in {{city}}.' }],
      finds: ['a few names'],
    },
    {
      title: 'a short text',
      messages: [
        { role: 'system', text: 'You write for a museum. Write a short description of each exhibit.' },
      ],
      finds: ['a short description'],
    },
    {
      title: 'brief but detailed',
      messages: [{ role: 'user', text: 'Explain photosynthesis. Your answer should be brief but detailed.' }],
      finds: ['brief but detailed'],
    },
    {
      title: 'several questions and a vague length',
      messages: [
        {
          role: 'user',
          text: 'Generate several quiz questions about {{topic}}.\nKeep each answer short.',
        },
      ],
      finds: ['several quiz questions', 'Keep each answer short'],
    },
    {
      title: '几个建议',
      messages: [{ role: 'user', text: '请给出几个关于{{topic}}的标题。' }],
      finds: ['几个'],
    },
    {
      title: '简短的介绍',
      messages: [{ role: 'user', text: '为{{city}}写一段简短的介绍。' }],
      finds: ['一段简短的介绍'],
    },
    {
      title: '适当举例',
      messages: [{ role: 'user', text: '解释什么是光合作用，并适当举例。' }],
      finds: ['适当举例'],
    },
    {
      title: 'a number says how many',
      messages: [{ role: 'user', text: 'Suggest three names for a bakery in {{city}}.' }],
      finds: [],
    },
    {
      title: 'a range says how long',
      messages: [{ role: 'user', text: 'Write a short description of the hotel, 40 to 60 words.' }],
      finds: [],
    },
    {
      title: 'the given data, not the reply',
      messages: [
        {
          role: 'user',
          text: 'You are given a few short reviews and some keywords. Name the best review.',
        },
      ],
      finds: [],
    },
    {
      title: 'narrative',
      messages: [
        { role: 'user', text: 'A farmer sells some eggs and several hens. How many animals are left?' },
      ],
      finds: [],
    },
    {
      title: 'quoted words',
      messages: [{ role: 'user', text: 'Replace “write a few lines” by “write three lines” everywhere.' }],
      finds: [],
    },
    {
      title: '写明字数',
      messages: [{ role: 'user', text: '为{{city}}写一段简短的介绍，不超过80字。' }],
      finds: [],
    },
    {
      title: '材料里有几个',
      messages: [{ role: 'user', text: '下面有几个句子，请指出其中最长的一句。' }],
      finds: [],
    },
  ],
  *check(prompt) {
    const instructions = instructionsOf(prompt).filter(({ sentence }) => mention.test(sentence.text));
    for (const [message, vague, exact] of [
      [vagueCount, counts, undefined],
      [vagueLength, lengths, sizes],
    ] as const) {
      if (exact !== undefined && prompt.messages.some(({ text }) => exact.test(text))) continue;
      const first = firstMatch(instructions, vague);
      if (first === undefined) continue;
      const { instruction, index, words } = first;
      const place = { turn: instruction.turn, span: spanIn(instruction, index, words.length) };
      yield { place, message, values: { words } };
    }
  },
});

/** One pass leaves the few sentences worth a closer look. */
const mention =
  /\b(?:few|some|several|couple|handful|number of|multiple|various|many|short|brief|concise|succinct)\b|[几些]|若干|多个|少量|简短|简要|短一|适当/i;
const verbs =
  'write|give|provide|list|generate|suggest|return|produce|create|include|add|name|propose|offer|recommend|mention|draft|compose|come up with|think of|ask|output|make|brainstorm|invent|tell';
/** What a reply is made of; other nouns may belong to the task's data. */
const items =
  'words|sentences|paragraphs|lines|bullet points|bullets|points|ideas|examples|suggestions|questions|keywords|tips|options|names|titles|headlines|reasons|items|steps|tags|hashtags|alternatives|recommendations|facts|topics|variations|versions|answers|synonyms|emojis|phrases|jokes|tests|test cases|follow-up questions|quotes|arguments|captions|slogans|taglines|insights|takeaways';
const texts =
  'summary|description|answer|response|reply|explanation|paragraph|story|poem|essay|text|overview|introduction|intro|message|email|bio|biography|article|post|review|report|comment|justification|rationale|note|analysis|blurb|statement';
const counts: readonly RegExp[] = [
  new RegExp(
    `(?<=^(?:please |then |and |also |now |you (?:should|must|will|need to) |your (?:task|job|goal) is to )?(?:${verbs})(?: [\\w-]+){0,3} )(?:a few|some|several|a couple of|a handful of|a number of|multiple|various|many)(?: [\\w-]+){0,2}? (?:${items})(?! (?:from|of the|in the|below|above|that (?:are|were)))\\b`,
    'i',
  ),
  /(?<=^(?:请|并|然后|再|你需要|你的任务是)?(?:为[^，。]{1,20}|根据[^，。]{1,20}[，,]?|帮我|给我)?(?:写|给出|列出|提供|生成|返回|输出|推荐|提出|列举|举出|举|想出?|说出|补充)(?:出)?)(?:几个|一些|若干|多个|几条|几点|几句|几段|几种|少量)(?!.{0,6}(?:输入|下面|以下|给定))/,
];
const lengths: readonly RegExp[] = [
  new RegExp(
    `(?<=^(?:please |then |and |also |now |you (?:should|must|will|need to) |your (?:task|job|goal) is to )?(?:${verbs}|respond with|reply with|answer with)(?: (?:me|us|the user|only|just))? )(?:an? )(?:very |fairly |relatively )?(?:short|brief|concise|succinct)(?: (?:but|yet|and) [\\w-]+)?(?:,? [\\w-]+){0,2}? (?:${texts})\\b`,
    'i',
  ),
  /\b(?:brief|short|concise) but (?:very )?(?:detailed|comprehensive|thorough|complete|informative)\b/i,
  /^(?:please )?keep (?:it|(?:the|your|each|every|all)(?: your| the)? (?:answers?|responses?|repl(?:y|ies)|explanations?|descriptions?|summar(?:y|ies)|messages?)) (?:very |fairly |relatively )?(?:short|brief)\b(?! enough)/i,
  new RegExp(
    `\\b(?:the|your) (?:${texts}|answers|responses|replies) (?:should|must|needs to|has to) be (?:very |fairly |relatively |kept )?(?:short|brief)\\b`,
    'i',
  ),
  /(?<=写|给出|提供|生成|输出|返回)(?:一[段个份篇句则条])?(?:非常|比较)?(?:简短|简要)(?:的|地)?(?:介绍|说明|描述|回答|回复|总结|概述|概括|摘要|解释|评语|评论|文案|段落)/,
  /(?:回答|回复|答案|输出|内容|篇幅|每[条个句段])(?:要|应|必须|应该|应当|请|需要?|尽量|保持)*(?:简短|短一些|短一点)/,
  /适当(?:地|的)?(?:举例|展开|扩写|补充|精简|缩短|详细)/,
];
/** A size that a prompt states anywhere says what “short” means there. */
const sizes =
  /\b(?:\d{1,5}|one|two|three|four|five|six|seven|eight|nine|ten|single|\}\})[ -]?(?:(?:to|-|–|or) ?\d{1,5} )?[ -]?(?:short |full |complete |simple |concise )?(?:words?|sentences?|paragraphs?|characters?|chars|tokens|lines?|bullets?|bullet points?|pages?|minutes?|tweet)\b|(?:\d{1,5}|[一二两三四五六七八九十百]+|\}\}) ?(?:个?(?:汉字|字|词|单词)|句话?|行|字符)|[\d二两三四五六七八九十]段/i;

interface VagueWords {
  readonly instruction: Instruction;
  readonly index: number;
  readonly words: string;
}

/** The first place where a sentence asks for a vague quantity; mending it settles what the prompt means by it. */
function firstMatch(
  instructions: readonly Instruction[],
  patterns: readonly RegExp[],
): VagueWords | undefined {
  for (const instruction of instructions) {
    const { text } = instruction.sentence;
    for (const pattern of patterns) {
      const match = pattern.exec(text);
      if (match !== null) return { instruction, index: match.index, words: match[0] };
    }
  }
  return undefined;
}
