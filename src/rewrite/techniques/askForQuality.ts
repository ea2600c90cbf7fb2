import { phrase } from '../../base/text.ts';
import type { Prompt, PromptLanguage } from '../../prompt/types.ts';
import { answerOnlySentences } from '../answerOnly.ts';
import { choicesOf } from '../choices.ts';
import { jsonReplyOf } from '../jsonReply.ts';
import { withoutHoles } from '../labels.ts';
import { prependSentence } from '../layout.ts';
import { deriveRole } from '../roles.ts';
import { replacedText } from '../ruleEdits.ts';
import { foreignScript } from '../script.ts';
import { isStandingFile } from '../standing.ts';
import { defineTechnique } from '../types.ts';
import { type Offline, offlineDraft, rewriteWithModel } from '../withModel.ts';

/** Asks for work of high quality, in words that fit the task. Sets style only. */
export const askForQuality = defineTechnique({
  id: 'ask-for-quality',
  text: {
    name: { en: 'Ask for quality', 'zh-cn': '要求高质量' },
    title: {
      en: 'Ask for good work (condition on quality): style only, adds no accuracy',
      'zh-cn': '要求高质量（以质量为条件）：只影响文风，不提高准确性',
    },
    description: {
      en: 'Adds one sentence that says what good work is for this task. Style only: it may change tone and form, and is not known to make answers right. The idea comes from models trained with a mark of quality on each text; a wish in a prompt is no such mark. Measure both variants.',
      'zh-cn':
        '加一句话，说明这项任务做得好是什么样子。只影响文风：可能改变语气与形式，没有证据表明能让答案更正确。这一思路来自训练时给文本标注质量的模型；提示词里的愿望不是那种标注。请对两个版本都做测量。',
    },
  },
  evidence: [
    {
      source: 'Korbak et al., “Pretraining Language Models with Human Preferences”, ICML',
      year: 2023,
      url: 'https://arxiv.org/abs/2302.08582',
      models: {
        en: 'models trained with marks of quality; models without such training are not covered',
        'zh-cn': '训练时带有质量标记的模型；不涵盖未经此类训练的模型',
      },
      finding: {
        en: 'Training on text conditioned on preference scores lowered the rate of undesirable content by up to an order of magnitude. This is the origin of the idea, not evidence that a sentence in a prompt does the same.',
        'zh-cn':
          '以偏好分数为条件进行训练，不良内容的比例最多降低一个数量级。这是该思路的来源，并不能证明提示词里的一句话有同样效果。',
      },
    },
  ],
  unsuited(prompt) {
    if (targetOf(prompt) < 0)
      return phrase({
        en: 'There is no system or user message that could ask for it. Add one first.',
        'zh-cn': '没有可以写入要求的系统消息或用户消息，请先添加一条。',
      });
    if (prompt.messages.some(({ role, text }) => role !== 'assistant' && asked.test(text)))
      return phrase({
        en: 'The prompt already says that it wants work of high quality.',
        'zh-cn': '提示词已经提出了高质量的要求。',
      });
    if (isStandingFile(prompt))
      return phrase({
        en: 'A file of standing instructions holds for replies of many kinds, and what makes them good differs. Ask for it in the prompt of one task.',
        'zh-cn': '常驻指令文件适用于各种不同的回复，好坏的标准各不相同。请在某一项任务的提示词里提出要求。',
      });
    if (isBare(prompt))
      return phrase({
        en: 'No sentence of the prompt asks for a text or an answer, or it describes a tool: say first what is to be done.',
        'zh-cn': '提示词没有要求写文字或作答，或只是在描述一个工具：请先说明要做什么。',
      });
    return jsonReplyOf(prompt) !== undefined || choicesOf(prompt).length > 0 || wantsOnlyAnswer(prompt)
      ? phrase({
          en: 'The reply is a label, a number or other data: there is no style that a wish for quality could set.',
          'zh-cn': '回复是标签、数字或其他数据，没有可由质量要求影响的文风。',
        })
      : undefined;
  },
  async propose(prompt, { ask }, signal) {
    const offline = (): Offline => {
      const foreign = foreignScript(prompt);
      return foreign === undefined ? withQuality(prompt) : { refused: foreign };
    };
    if (ask === undefined) return offlineDraft(prompt, offline());
    const task = {
      change:
        'add one sentence of the form "Your work is …" ("你的…" in a Chinese prompt) that says what work of high quality is for exactly this task, in at most 20 words. It sets style only: no flattery, no claims of facts, no threats or rewards, no further instructions.',
      done: (texts: readonly string[]) => texts.some((text) => asked.test(text)),
    };
    return rewriteWithModel(prompt, task, ask, offline, signal);
  },
});

const asked =
  /\b(?:high|highest|top|best|excellent|outstanding|professional)[- ](?:possible )?quality\b|\b(?:you (?:always )?(?:give|write|produce|provide|deliver)|your (?:work|answers?|replies|translations?|code|summar(?:y|ies)|texts?|letters?|stor(?:y|ies)) (?:is|are)) [^.\n]{0,60}\b(?:careful|correct|clear|faithful|vivid|accurate|excellent|thorough|courteous)\b|\bworld[- ]class\b|高质量|最高水准|一流的|你的(?:工作|回答|译文|代码|摘要|文字|信件)[^。\n]{0,20}(?:清晰|严谨|忠实|准确|细致|生动)/i;

/** What good work is, by activity, in words that hold for replies of any length; the last two are for all others: those that answer and those that do not. */
const qualities: readonly {
  readonly activities: readonly string[];
  readonly text: Readonly<Record<PromptLanguage, string>>;
}[] = [
  {
    activities: ['write-code', 'write-sql', 'write-tests'],
    text: { en: 'Your code is clear, idiomatic and easy to maintain.', zh: '你的代码清晰、规范、易于维护。' },
  },
  {
    activities: ['translate'],
    text: {
      en: 'Your translations are faithful and read as if first written in the target language.',
      zh: '你的译文忠实原意，读来自然流畅。',
    },
  },
  {
    activities: ['summarise'],
    text: {
      en: 'Your summaries are clear, faithful to the source and free of padding.',
      zh: '你的摘要清晰、忠于原文、没有赘言。',
    },
  },
  {
    activities: ['write-fiction', 'write-copy'],
    text: { en: 'Your texts are vivid, original and well paced.', zh: '你的文字生动、新颖、节奏得当。' },
  },
  {
    activities: ['write-letters', 'reply-to-customers'],
    text: { en: 'Your replies are clear, courteous and to the point.', zh: '你的回答清晰、得体、切中要点。' },
  },
  {
    activities: ['answer-from-text'],
    text: { en: 'Your answers are clear, precise and to the point.', zh: '你的回答清晰、准确、切中要点。' },
  },
  {
    activities: [],
    text: { en: 'Your work is careful and clear.', zh: '你的工作认真细致、条理清晰。' },
  },
];

/** Words by which a prompt has something answered, told or written, where its task is none of the activities above. */
const wantsWords =
  /\?|\b(?:answer\w*|respond|repl(?:y|ies)|explain\w*|describe\w*|discuss\w*|advi[cs]e\w*|suggest\w*|recommend\w*|tell|chat\w*|talk|teach\w*|write|draft|assist\w*|help\w*|analy[sz]e\w*|analysis|review|compare|propose|plan|you are|you're|act as)\b|？|回答|答复|回复|解释|说明|介绍|描述|讨论|建议|推荐|分析|写|帮|你是|扮演|请/i;

const wantsAnswers =
  /\?|\b(?:answer\w*|questions?|explain\w*|discuss\w*|advi[cs]e\w*|assistant|chatbot|tutor|teacher)\b|？|回答|解答|问题|解释|建议|助手|老师/i;

/** How a text begins that tells a model what a tool is for. */
const ofATool =
  /^\s*(?:this tool|(?:it is |this is |very )?(?:useful|helpful) (?:for|when|to)|(?:use|call|invoke) (?:this|it)(?: tool| function)? (?:when|for|to|if)|input to this tool)\b/i;

function isBare(prompt: Prompt): boolean {
  if (prompt.messages.every(({ role, text }) => role === 'assistant' || ofATool.test(text))) return true;
  if (deriveRole(prompt)?.activity !== undefined) return false;
  return !prompt.messages.some(
    (message) => message.role !== 'assistant' && wantsWords.test(withoutHoles(message)),
  );
}

/** Tasks whose reply is a label, a score or data that was found. */
const valueActivities: ReadonlySet<string> = new Set(['classify', 'moderate', 'grade', 'extract']);

function wantsOnlyAnswer(prompt: Prompt): boolean {
  const { messages, language } = prompt;
  const activity = deriveRole(prompt)?.activity ?? '';
  if (valueActivities.has(activity)) return true;
  const payloads = messages
    .filter(({ role }) => role !== 'assistant')
    .flatMap((message) => answerOnlySentences(message, language).map(({ payload = '' }) => payload));
  return payloads.some((payload) => short.test(payload) || (activity === 'solve-maths' && payload !== ''));
}

const short =
  /\b(?:number|integer|digit|float|score|rating|label|category|letter|word|option|yes|no|true|false|name|code|id|final answer)\b|数字|分数|最终答案|最终结果|标签|类别|字母|选项|一个词|是|否/i;

/** The system message, else the first message of the user. */
function targetOf({ messages }: Prompt): number {
  const system = messages.findIndex(({ role }) => role === 'system');
  return system >= 0 ? system : messages.findIndex(({ role }) => role === 'user');
}

function withQuality(prompt: Prompt): Offline {
  const activity = deriveRole(prompt)?.activity ?? '';
  const answers = prompt.messages.some(({ role, text }) => role !== 'assistant' && wantsAnswers.test(text));
  const chosen =
    qualities.find(({ activities }) => activities.includes(activity)) ?? qualities.at(answers ? -2 : -1);
  const turn = targetOf(prompt);
  const text = afterPersona(
    prompt.messages[turn]?.text ?? '',
    chosen?.text[prompt.language] ?? '',
    prompt.language,
  );
  return { texts: replacedText(prompt, turn, text) };
}

/** After the sentence that opens with a persona, else at the start. */
function afterPersona(text: string, sentence: string, language: PromptLanguage): string {
  const persona =
    /^\s*(?:you are|you're|act as|你是|您是|你现在是)[^\n。]{3,200}?(?:[.](?=[ \r\n]|$)|。)/i.exec(text)?.[0];
  if (persona === undefined) return prependSentence(text, sentence, language);
  return `${persona}${language === 'zh' ? '' : ' '}${sentence}${text.slice(persona.length)}`;
}
