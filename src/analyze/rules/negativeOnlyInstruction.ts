import type { Message } from '../../prompt/types.ts';
import { type Instruction, instructionsOf, spanIn } from '../text/instructions.ts';
import { type ForbiddenForm, forbiddenForms } from '../text/positives.ts';
import { defineRule, type Fix } from '../types.ts';

export const negativeOnlyInstruction = defineRule({
  id: 'negative-only-instruction',
  category: 'structure',
  severity: 'hint',
  scope: 'prompt',
  languages: ['en', 'zh'],
  text: {
    title: { en: 'Instruction that only forbids', 'zh-cn': '只有禁止、没有要求的指令' },
    message: {
      en: '“{words}” says what to leave out, and nothing says what to write in its place: add it, for example “{proposal}”.',
      'zh-cn': '“{words}”只说了不要什么，没有任何地方说明该怎么写：请补充，例如“{proposal}”。',
    },
    why: {
      en: 'A prohibition leaves everything else open, and names the very thing that is not wanted. Saying what to write in its place gives the model one aim instead of one exclusion. Recent models follow prohibitions much better than older ones, so this is advice rather than a fault; a prohibition that is complete in itself, such as “no emojis”, is fine.',
      'zh-cn':
        '禁令把其余的可能都留给模型，还点出了不想要的东西。说明应当怎么写，模型才有目标，而不只是一个排除项。新模型遵守禁令的能力已明显好于旧模型，所以这只是建议，不是错误；像“不要表情符号”这样本身已完整的禁令没有问题。',
    },
  },
  evidence: [
    {
      source: 'Anthropic, Prompting best practices',
      year: 2025,
      url: 'https://platform.claude.com/docs/en/build-with-claude/prompt-engineering/claude-prompting-best-practices',
      models: { en: 'Claude 4 models, as advice', 'zh-cn': 'Claude 4 系列模型（官方建议）' },
      finding: {
        en: 'Advises to tell the model what to do instead of what not to do: “flowing prose paragraphs” rather than “do not use markdown”.',
        'zh-cn':
          '建议告诉模型该做什么，而不是不该做什么：写“用连贯的段落书写”，而不是“不要使用 markdown”。这是建议，不是实验结果。',
      },
    },
    {
      source:
        'Jang et al., Can Large Language Models Truly Understand Prompts? A Case Study with Negated Prompts',
      year: 2022,
      url: 'https://arxiv.org/abs/2209.12711',
      models: {
        en: 'OPT, GPT-3 and InstructGPT, up to 175 billion parameters',
        'zh-cn': 'OPT、GPT-3 与 InstructGPT，最大 1750 亿参数',
      },
      finding: {
        en: 'On tasks whose prompts were negated, larger models did worse, and all were far from people; models since then do better.',
        'zh-cn': '在提示词被改为否定形式的任务上，模型越大表现越差，且都远不及人类；此后的模型有所改进。',
      },
    },
  ],
  examples: [
    {
      title: 'no jargon, but what then',
      messages: [{ role: 'user', text: 'Explain how a vaccine works.\nDo not use jargon.' }],
      finds: ['Do not use jargon'],
    },
    {
      title: 'no lists, but what then',
      messages: [
        { role: 'system', text: "You are a travel guide. Don't use bullet points in your answers." },
      ],
      finds: ["Don't use bullet points in your answers"],
    },
    {
      title: 'not vague, but what then',
      messages: [{ role: 'user', text: 'Review the plan below. Avoid generic statements.' }],
      finds: ['Avoid generic statements'],
    },
    {
      title: '不要术语',
      messages: [{ role: 'user', text: '说明疫苗的工作原理。不要使用专业术语。' }],
      finds: ['不要使用专业术语'],
    },
    {
      title: '任务是解释，但没有说怎样解释',
      messages: [{ role: 'user', text: '解释疫苗的工作原理。不要使用专业术语。' }],
      finds: ['不要使用专业术语'],
    },
    {
      title: '避免被动语态',
      messages: [{ role: 'system', text: '你负责润色稿件。避免使用被动语态。' }],
      finds: ['避免使用被动语态'],
    },
    {
      title: 'the positive form stands beside it',
      messages: [
        { role: 'user', text: 'Explain how a vaccine works. Do not use jargon. Use words a child knows.' },
      ],
      finds: [],
    },
    {
      title: 'the positive form stands in it',
      messages: [
        { role: 'user', text: 'Describe the town. Do not use bullet points, but flowing paragraphs.' },
      ],
      finds: [],
    },
    {
      title: 'a prohibition that is complete in itself',
      messages: [{ role: 'user', text: 'Translate the poem. Do not use emojis. Do not add a title.' }],
      finds: [],
    },
    {
      title: 'under a condition',
      messages: [
        {
          role: 'system',
          text: 'If the reader is an expert, do not avoid jargon. Do not use lists if asked.',
        },
      ],
      finds: [],
    },
    {
      title: 'about the given text',
      messages: [{ role: 'user', text: 'Count the sentences that do not use jargon.' }],
      finds: [],
    },
    {
      title: '要求解释术语',
      messages: [{ role: 'user', text: '说明疫苗的工作原理。不要堆砌术语。首次出现时请解释术语。' }],
      finds: [],
    },
    {
      title: '旁边说了该怎么写',
      messages: [{ role: 'user', text: '说明疫苗的工作原理。不要使用专业术语，用通俗的话讲清楚。' }],
      finds: [],
    },
    {
      title: '本身完整的禁令',
      messages: [{ role: 'user', text: '翻译这首诗。不要添加标题。不要使用表情符号。' }],
      finds: [],
    },
  ],
  *check(prompt) {
    const said = rememberSaid(prompt.messages.filter(({ role }) => role !== 'assistant'));
    for (const instruction of instructionsOf(prompt)) {
      const { text } = instruction.sentence;
      if (text.length > longestSentence) continue;
      const words = text.replace(/[.!。！；;\s]+$/u, '');
      const form = forbiddenForm(words);
      if (form === undefined || hasOtherSide.test(words) || said(form)) continue;
      const proposal = form.proposal[prompt.language === 'zh' ? 'zh-cn' : 'en'];
      yield {
        place: { turn: instruction.turn, span: spanIn(instruction, 0, words.length) },
        values: { words, proposal },
        fixes: [addition(instruction, words, form, prompt.language === 'zh')],
      };
    }
  },
});

/** A longer one says more than a prohibition. */
const longestSentence = 300;
/** A sentence that begins with a prohibition. */
const prohibition =
  /^(?:please |and |but |also |you (?:must|should) |always )?(?:do not|don['’]t|never|should not|must not|cannot|can['’]t|avoid|no)\b|^(?:请|你|回答|回复|输出|内容)?(?:不要|不得|禁止|切勿|请勿|避免|不能|不应|不可)/i;
/** Words behind which a prohibition speaks of where, when or of what, no longer of what is forbidden. */
const aside =
  /\b(?:before|after|in|of|from|with|than|to|that|which|for|at|and|or|shorten|change|modify|remove|delete|translate|alter|skip|omit|forget|repeat|ignore)\b|[，,、]/i;
const reachOfObject = 28;

function forbiddenForm(words: string): ForbiddenForm | undefined {
  const start = prohibition.exec(words)?.[0].length;
  if (start === undefined) return undefined;
  return forbiddenForms.find(({ form }) => {
    const index = words.slice(start).search(form);
    return index >= 0 && index <= reachOfObject && !aside.test(words.slice(start, start + index));
  });
}

/** Words with which a prohibition says, in the same sentence, when it holds or what else to do. */
const hasOtherSide =
  /\b(?:instead|but|rather|unless|except|if|when|only|other than|just|without|until|because|outside|inside)\b|[:;：；]|而是|而应|改用|除非|如果|只|除了|时[，,]/i;

/**
 * Whether the other side of a form is said anywhere: it need not stand beside the prohibition, whose own words do not count.
 * Looked up once for each form.
 */
function rememberSaid(messages: readonly Message[]): (form: ForbiddenForm) => boolean {
  const known = new Map<ForbiddenForm, boolean>();
  return (each) => {
    const { form, instead } = each;
    const said =
      known.get(each) ??
      messages.some(({ text }) => instead.test(text.replace(new RegExp(form.source, 'gi'), ' ')));
    known.set(each, said);
    return said;
  };
}

/** Not safe: only the author knows which other form is meant. */
function addition(instruction: Instruction, words: string, form: ForbiddenForm, chinese: boolean): Fix {
  const proposal = form.proposal[chinese ? 'zh-cn' : 'en'];
  const at = endOfClause(words, form);
  const { end } = spanIn(instruction, 0, at);
  return {
    title: {
      text: { en: 'Add “{proposal}”', 'zh-cn': '补充“{proposal}”' },
      values: { proposal },
    },
    edits: [
      {
        place: { turn: instruction.turn, span: { start: end, end } },
        newText: added(proposal, at < words.length, chinese),
      },
    ],
    safe: false,
  };
}

/** What is said after the prohibition itself, or in brackets where the sentence goes on to something else. */
function added(proposal: string, goesOn: boolean, chinese: boolean): string {
  if (chinese) return goesOn ? `（请${proposal}）` : `，请${proposal}`;
  return goesOn ? ` (${proposal} instead)` : `; ${proposal} instead`;
}

/** What may end the clause of a prohibition, after which the sentence forbids or orders something else. */
const nextClause = /[,，;；、]|\s+(?:and|or)\s+(?=(?:never|do not|don['’]t|avoid|always|please)\b)/i;

function endOfClause(words: string, { form }: ForbiddenForm): number {
  const from = prohibition.exec(words)?.[0].length ?? 0;
  const rest = words.slice(from);
  const formEnd = rest.search(form) + (form.exec(rest)?.[0].length ?? 0);
  const next = rest.slice(formEnd).search(nextClause);
  return next < 0 ? words.length : from + formEnd + next;
}
