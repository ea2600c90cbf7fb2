import { instructionsOf } from '../analyze/text/instructions.ts';
import { type Phrase, phrase, type Text } from '../base/text.ts';
import type { Prompt, PromptLanguage } from '../prompt/types.ts';
import { answerOnlySentences } from './answerOnly.ts';
import { withoutHoles } from './labels.ts';
import { lengthLimitOf } from './lengthLimit.ts';
import { deriveRole } from './roles.ts';
import { isStandingFile } from './standing.ts';

/** Why reasoning that is written out does not suit what a prompt asks for; `undefined` where it may help. */
export function stepsMisfit(prompt: Prompt): Phrase | undefined {
  if (isStandingFile(prompt)) return standing;
  const limit = lengthLimitOf(prompt)?.words ?? shortReplyOf(prompt);
  if (limit !== undefined) return phrase(tooShort, { limit });
  const text = prompt.messages
    .filter(({ role }) => role === 'system' || role === 'user')
    .map((message) => withoutHoles(message))
    .join('\n');
  if (reasoned.test(text)) return undefined;
  const task = taskOf(prompt, text);
  return task === undefined ? undefined : misfit(task);
}

/** Tasks of several steps: beside them no other task of the prompt speaks against steps. */
const reasoned =
  /\b(?:solv(?:e|es|ing)|calculat\w+|comput(?:e|es|ing|ation)|prov(?:e|ing) (?:that|the|it)|deduc\w+|infer(?:s|ring)?|(?:work|figur)(?:e|ing)? out|diagnos(?:e|es|ing)|debug\w*|puzzles?|riddles?|equations?|how (?:many|much)|root cause)\b|求解|解方程|计算|推断|推理|推导|证明|诊断|应用题|数学题|根本原因|谜题/i;

const extraction: Text = { en: 'what stands in a text already', 'zh-cn': '文中已有的信息' };
const conversation: Text = { en: 'a conversation', 'zh-cn': '与人对话' };
const writing: Text = { en: 'a text to be written', 'zh-cn': '写作' };
/** What is written, found or said rather than worked out, by activity. */
const tasks: readonly { readonly activities: readonly string[]; readonly name: Text }[] = [
  { activities: ['translate'], name: { en: 'a translation', 'zh-cn': '翻译' } },
  { activities: ['proofread'], name: { en: 'the revision of a text', 'zh-cn': '修改文字' } },
  { activities: ['summarise'], name: { en: 'a summary', 'zh-cn': '摘要' } },
  { activities: ['extract'], name: extraction },
  { activities: ['reply-to-customers'], name: conversation },
  {
    activities: ['write-copy', 'write-fiction', 'write-letters', 'write', 'illustrate', 'brainstorm', 'cook'],
    name: writing,
  },
  {
    activities: ['teach'],
    name: { en: 'an explanation, which is made of steps itself', 'zh-cn': '讲解，本身就是逐步展开的' },
  },
];

/** Orders to say what a text says, unless what is to be found has to be worked out. */
const finds: Readonly<Record<PromptLanguage, RegExp>> = {
  en: /^(?:please |you )?(?:find|list|name|get|collect|return|give)(?: me)? (?:the|all|every|each|any)\b(?!.*\b(?:errors?|mistakes?|bugs?|flaws?|problems?|risks?|causes?|reasons?|solutions?|answers?|results?|best|most|least|largest|smallest|shortest|longest|optim\w+|contradictions?|differences?|verdict|scores?|probability|value of)\b)/i,
  zh: /^(?:请|你)?(?:从[^。，\n]{1,20}中?)?(?:找出|列出|提取|抽取|摘出|收集)(?!.*(?:错误|漏洞|缺陷|问题|原因|规律|最|答案|解法|矛盾|差异|区别|风险))/u,
};
/** Words of a prompt that has a person talked to. */
const talks =
  /\bchat ?bot\b|\bcustomers?\b[^.\n]{0,40}\b(?:assistant|agent|colleague)|\bcustomer (?:service|support|care)\b|\bconnect (?:the|them|him|her|you)\b|\b(?:stay|remain|be) in character\b|\brole-?play\w*|\b(?:dungeon|game) master\b|\bvirtual companion\b|\b(?:the|an?) (?:\w+ )?assistant (?:of|at) (?:the|an?|our)\b|客服|接待|聊天机器人|陪聊|角色扮演|扮演/i;
/** Orders to write something, in words that tell no activity. */
const writes =
  /^(?:please )?(?:write|draft|compose) (?!.*\b(?:code|functions?|scripts?|quer(?:y|ies)|sql|tests?|proofs?|programs?|class(?:es)?|regex\w*|plans?|algorithms?)\b)|^请?(?:帮我)?(?:写|撰写|起草|创作)(?!.*(?:代码|函数|程序|脚本|查询|测试|证明|算法|计划|方案))/i;

/** What is asked for, and the words that tell. */
interface Task {
  readonly name: Text;
  readonly words: string;
}

function taskOf(prompt: Prompt, text: string): Task | undefined {
  const role = deriveRole(prompt);
  const known = tasks.find(({ activities }) => activities.includes(role?.activity ?? ''));
  if (known !== undefined) return { name: known.name, words: role?.because[0] ?? '' };
  const talk = talks.exec(text)?.[0];
  if (talk !== undefined) return { name: conversation, words: talk };
  const orders = instructionsOf(prompt).map(({ sentence }) => sentence.text);
  const found = orders.find((order) => finds[prompt.language].test(order));
  if (found !== undefined) return { name: extraction, words: found.slice(0, longestShown) };
  const written = orders.find((order) => writes.test(order));
  return written === undefined ? undefined : { name: writing, words: written.slice(0, longestShown) };
}

const longestShown = 60;

/** “Answer in one sentence”, in the prompt's words; what asks for less than a sentence is turned into the last line instead. */
function shortReplyOf(prompt: Prompt): string | undefined {
  const { messages, language } = prompt;
  const others = messages.flatMap((message) => answerOnlySentences(message, language));
  return instructionsOf(prompt)
    .filter(({ sentence: { start } }) => !others.some((each) => each.start === start))
    .map(({ sentence: { text } }) => short.exec(text)?.[0])
    .find((words) => words !== undefined);
}

const short =
  /\bin (?:just |only |exactly )?(?:one|a single|1|two|2|three|3) (?:short |brief |simple )?(?:sentences?|lines?|paragraphs?|words?)\b|用(?:一|两|1|2)句话/i;

const standing = phrase({
  en: 'A file of standing instructions holds for replies of many kinds, and the assistant that reads it has its own way to reason. Ask for steps in the prompt of the one task that needs them.',
  'zh-cn':
    '常驻指令文件适用于各种不同的回复，读取它的助手也有自己的推理方式。请在确有需要的那一项任务的提示词里要求分步。',
});
const tooShort = {
  en: 'The prompt limits the whole reply (“{limit}”), and steps that are written out would break the limit. Lift it first.',
  'zh-cn': '提示词限制了整个回复的长度（“{limit}”），写出步骤就会超出。请先放宽限制。',
};

function misfit({ name, words }: Task): Phrase {
  return phrase(
    {
      en: `By the words “{words}” the prompt asks for ${name.en}. Steps that are written out help with mathematics, logic and other tasks of several steps; here they would only stand in the reply.`,
      'zh-cn': `由“{words}”看，提示词要求的是${name['zh-cn']}。写出步骤对数学、逻辑等多步任务有帮助，在这里只会混进回复。`,
    },
    { words: words.replace(/\s+/g, ' ') },
  );
}
