import { type Phrase, phrase } from '../../base/text.ts';
import type { Prompt } from '../../prompt/types.ts';
import { prependSentence } from '../layout.ts';
import { deriveRole, type Role } from '../roles.ts';
import { foreignScript } from '../script.ts';
import { isStandingFile } from '../standing.ts';
import { defineTechnique } from '../types.ts';
import { type Offline, offlineDraft, rewriteWithModel } from '../withModel.ts';

/** Gives the model an expert role that fits the prompt's own task. */
export const persona = defineTechnique({
  id: 'persona',
  text: {
    name: { en: 'Persona', 'zh-cn': '角色设定' },
    title: {
      en: 'Add a persona: sets the style, adds no factual accuracy',
      'zh-cn': '添加角色设定：决定文风，不提高事实准确性',
    },
    description: {
      en: 'Opens the prompt with an expert role drawn from its own task. Expect a change of tone, vocabulary and level of detail; do not expect more right answers. Measure both variants before keeping it.',
      'zh-cn':
        '在提示词开头加上一个由任务本身得出的专家角色。它会改变语气、用词和详略，但不要指望答案更正确。保留之前请对两个版本都做测量。',
    },
  },
  evidence: [
    {
      source:
        'Zheng et al., “When ‘A Helpful Assistant’ Is Not Really Helpful: Personas in System Prompts Do Not Improve Performances of Large Language Models”, Findings of EMNLP',
      year: 2024,
      url: 'https://arxiv.org/abs/2311.10054',
      models: {
        en: 'four families of open instruction-tuned models',
        'zh-cn': '四个系列的开源指令模型',
      },
      finding: {
        en: 'Over 162 roles and 2,410 factual questions, adding a persona to the system prompt did not improve accuracy over none; the best role differed from question to question and could not be predicted.',
        'zh-cn':
          '162 种角色、2410 道事实题的实验表明：在系统提示中加入角色并不比不加更准确；每道题的最佳角色各不相同，也无法预测。',
      },
    },
  ],
  unsuited(prompt) {
    if (prompt.messages.every(({ role }) => role === 'assistant' || role === 'tool')) return nowhere;
    if (isStandingFile(prompt)) return standing;
    const present = personaOf(prompt);
    if (present === undefined) return undefined;
    if (isGeneric(prompt) && deriveRole(prompt) !== undefined) return undefined;
    return phrase(
      {
        en: 'The prompt already has a persona: “{present}”. Edit it by hand if it should be another.',
        'zh-cn': '提示词已有角色设定：“{present}”。如需更换，请直接修改。',
      },
      { present },
    );
  },
  async propose(prompt, { ask }, signal) {
    const offline = (): Offline => {
      const foreign = foreignScript(prompt);
      return foreign === undefined ? withPersona(prompt) : { refused: foreign };
    };
    if (ask === undefined) return offlineDraft(prompt, offline());
    const task = {
      change:
        'give the model a persona: one sentence at the start of the system message (of the first user message where there is none) that names an expert role fit for exactly this task, readers and tone. A general "helpful assistant" is replaced by it. The persona sets style only: let it claim no facts, and let it repeat no instruction.',
      done: (texts: readonly string[]) => texts.some((text) => personaIn(text) !== undefined),
    };
    return rewriteWithModel(prompt, task, ask, offline, signal);
  },
});

const nowhere: Phrase = phrase({
  en: 'There is no system or user message that could open with a persona. Add one first.',
  'zh-cn': '没有可以放置角色设定的系统消息或用户消息，请先添加一条。',
});

const standing: Phrase = phrase({
  en: 'The assistant that reads a file of standing instructions brings its own role, and one drawn from a few words of the file would fit few of its replies. Name a role by hand if all of them share one.',
  'zh-cn':
    '读取常驻指令文件的助手已有自己的角色，由文件中个别词语得出的角色只适合少数回复。如果所有回复确有共同的角色，请自行写明。',
});

const notRole = '(?!given|the (?:user|one)|an? (?:few|list|text|number|set)\\b)';

/** How prompts set a persona. The second part tells names from other words by their capital letter. */
const personaPatterns: readonly RegExp[] = [
  new RegExp(
    [
      `\\byou(?:'re|’re| are) (?:now )?${notRole}(?:an?|the|our|my|expert|experienced|professional|senior)\\b[^.\\n]{0,60}`,
      `\\b(?:you will|you'll|please|you should|you must|i want you to|your (?:role|job|task) is to) (?:act|behave) as [^.\\n]{0,60}`,
      `(?:^|[.!\\n] *|\\blet's )(?:act|acting|behave|respond|answer|reply|write) as (?:if you (?:were|are) |though you (?:were|are) )?(?:an?|the) [^.\\n]{0,60}`,
      `(?:^|[.!\\n] *)as an? (?:\\w+ )?(?:expert|experienced|professional|senior|helpful|skilled|seasoned|assistant|ai)\\b[^.\\n]{0,60}`,
      `\\b(?:pretend|imagine)(?: that)? you(?:'re|’re| are) [^.\\n]{0,60}`,
      `\\b(?:assume|take on|play) the (?:role|persona) of [^.\\n]{0,60}`,
      `\\byour (?:role|persona)(?: is|:) [^.\\n]{0,60}`,
      '(?:你|您)(?:现在)?(?:是|将?扮演|将?担任|充当)(?!否|不是|要|在|如何|怎|谁)[^。，,\\n]{0,30}',
      '(?:^|[。！\\n]\\s*|请)(?:作为|扮演|担任|充当)(?:一名|一位|一个|资深|专业)[^。，,\\n]{0,30}',
      '(?:假设|假装|想象)(?:你|您)是[^。，,\\n]{0,30}',
    ].join('|'),
    'i',
  ),
  /\b(?:tu es|vous êtes|du bist|sie sind|eres|usted es|você é|tu sei|sei un|ты|вы) (?:un|une|el|la|ein|eine|der|die|um|uma|l')?\b[^.\n]{0,60}|あなたは[^。\n]{1,60}(?:です|として)|당신은[^.\n]{1,60}(?:입니다|이다)/i,
  /\b(?:Y|y|YOU)(?:ou)?(?:'re|’re| are| ARE) [A-Z][\w-]+[^.\n]{0,60}/,
];

const genericPattern =
  /(\b(?:you(?:'re|’re| are)|act as) )(an? (?:very |extremely |highly )?(?:(?:helpful|useful|friendly|kind|smart|good|great|intelligent|polite|knowledgeable|powerful)(?:,? (?:and )?(?:helpful|useful|friendly|kind|smart|good|honest|harmless|polite|concise|intelligent|knowledgeable))?,? )?(?:virtual |digital )?(?:ai |artificial intelligence )?(?:assistant|chatbot|bot|ai|ai model|(?:large )?language model))(?= *(?:[.,!;\n]|$| that | who | which ))|((?:你|您)是)((?:一个|一名|一位)?(?:非常|很)?(?:有用|有帮助|乐于助人|友好|智能|专业|聪明)?的?(?:AI|人工智能|智能)?(?:助手|助理|机器人))(?=[。，,！!\n]|$)/iu;

/** The words that set a persona in the prompt's instructions. */
function personaOf({ messages }: Prompt): string | undefined {
  for (const { role, text } of messages) {
    const present = role === 'assistant' ? undefined : personaIn(text);
    if (present !== undefined) return present;
  }
  return undefined;
}

function personaIn(text: string): string | undefined {
  const match = personaPatterns.map((pattern) => pattern.exec(text)).find((found) => found !== null);
  return match?.[0].replace(/^[.!。！\s]+/, '').trim();
}

/** True where the only persona is the general “helpful assistant”, which says nothing of the task. */
function isGeneric({ messages }: Prompt): boolean {
  const rest = messages.map(({ role, text }) =>
    role === 'assistant' ? '' : text.replace(genericPattern, ''),
  );
  return (
    messages.some(({ role, text }) => role !== 'assistant' && genericPattern.test(text)) &&
    !rest.some((text) => personaIn(text) !== undefined)
  );
}

function withPersona(prompt: Prompt): Offline {
  const role = deriveRole(prompt);
  if (role === undefined) return { refused: noClue };
  const generic = prompt.messages.findIndex(
    ({ role, text }) => role !== 'assistant' && genericPattern.test(text),
  );
  const turn = generic >= 0 ? generic : targetOf(prompt);
  const texts = prompt.messages.map(({ text }, index) => {
    if (index !== turn) return text;
    if (generic >= 0)
      return text.replace(
        genericPattern,
        (_all, en?: string, _assistant?: string, zh?: string) => `${en ?? zh ?? ''}${role.title}`,
      );
    return prependSentence(text, sentenceOf(role, prompt), prompt.language);
  });
  return { texts, notes: [derivation(role)] };
}

/** The system message, else the first message of the user. */
function targetOf({ messages }: Prompt): number {
  const system = messages.findIndex(({ role }) => role === 'system');
  return system >= 0 ? system : messages.findIndex(({ role }) => role === 'user');
}

function sentenceOf({ title }: Role, { language }: Prompt): string {
  return language === 'zh' ? `你是${title}。` : `You are ${title}.`;
}

const noClue = phrase({
  en: 'No words of the prompt tell which expert it needs. Choose a model to find a role, or name the profession by hand.',
  'zh-cn': '提示词里没有词语能说明需要哪类专家。请选择一个模型来确定角色，或自行写明职业。',
});

function derivation({ because }: Role): Phrase {
  return phrase(
    {
      en: 'The role follows from these words of the prompt: {words}.',
      'zh-cn': '角色由提示词中的这些词得出：{words}。',
    },
    { words: because.map((word) => `“${word.replace(/\s+/g, ' ')}”`) },
  );
}
