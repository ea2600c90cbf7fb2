import { contracts } from '../../analyze/text/contracts.ts';
import { jsonAskedFor, otherFormAskedFor, readAs, saysForm } from '../../analyze/text/replyFormat.ts';
import { applyEdits } from '../../base/span.ts';
import { phrase } from '../../base/text.ts';
import type { Prompt } from '../../prompt/types.ts';
import { answerOnlySentences } from '../answerOnly.ts';
import { choicesOf } from '../choices.ts';
import { homeOf } from '../home.ts';
import { jsonReplyOf } from '../jsonReply.ts';
import { appendSentences } from '../layout.ts';
import { replacedText } from '../ruleEdits.ts';
import { foreignScript } from '../script.ts';
import { defineTechnique } from '../types.ts';
import { type Offline, offlineDraft, rewriteWithModel } from '../withModel.ts';

/** Says in one line what the reply must look like, as the code reads it or the prompt's labels have it. */
export const outputContract = defineTechnique({
  id: 'output-contract',
  text: {
    name: { en: 'Output contract', 'zh-cn': '输出约定' },
    title: {
      en: 'Add an output contract: more replies a program can read, never all of them',
      'zh-cn': '约定输出格式：让更多回复可被程序读取，但不保证全部',
    },
    description: {
      en: 'Adds one line that says exactly what the reply must look like: as the code behind the call reads it, or as one of the labels the prompt lists. It changes the form, not how often the answer is right; where the server takes a schema, use that as well.',
      'zh-cn':
        '加一行文字，写明回复必须是什么样子：按调用后代码的读取方式，或限定为提示词列出的标签之一。它改变格式，不提高答案的正确率；如果服务端支持 schema，请一并使用。',
    },
  },
  evidence: [
    {
      source: 'Shorten et al., “StructuredRAG: JSON Response Formatting with Large Language Models”',
      year: 2024,
      url: 'https://arxiv.org/abs/2408.11061',
      models: {
        en: 'Gemini 1.5 Pro and Llama 3 8B-instruct (4 bit)',
        'zh-cn': 'Gemini 1.5 Pro 与 Llama 3 8B-instruct（4 位量化）',
      },
      finding: {
        en: 'When the form was asked for in words, 82.55 % of replies had it on average, from 0 to 100 % by task, model and wording.',
        'zh-cn': '用文字写明格式时，平均 82.55% 的回复符合，因任务、模型与措辞不同，从 0 到 100% 不等。',
      },
    },
  ],
  unsuited(prompt) {
    if (homeOf(prompt) < 0)
      return phrase({
        en: 'There is no system or user message that could say it. Add one first.',
        'zh-cn': '没有可以写入约定的系统消息或用户消息，请先添加一条。',
      });
    if (statesForm(prompt))
      return phrase({
        en: 'The prompt already says what the reply must look like.',
        'zh-cn': '提示词已经说明了回复的格式。',
      });
    return contractOf(prompt) === undefined ? noSource(prompt) : undefined;
  },
  async propose(prompt, { ask }, signal) {
    const offline = (): Offline => foreignOr(prompt);
    if (ask === undefined) return offlineDraft(prompt, offline());
    const contract = contractOf(prompt) ?? '';
    const task = {
      change: `add an exact output contract: one line that says what the reply must look like and that nothing else may stand in it. It must mean the same as this: ${JSON.stringify(contract)}`,
      done: (texts: readonly string[]) => texts.some((text) => stated.test(text)),
    };
    return rewriteWithModel(prompt, task, ask, offline, signal);
  },
});

const stated = /\bnothing else\b|\bexactly one of\b|不要有其他内容|其中一项/i;
/** Words with which a prompt wants more than the bare answer. */
const wantsProse =
  /\b(?:explain\w*|explanations?|reason(?:s|ing)?|justif\w+|step[- ]by[- ]step|rationale|why|describe|examples?)\b|解释|理由|推理|逐步|说明|为什么|示例/i;
/** Words that already speak of the reply's form, in ways no list of forms holds. */
const speaksOfForm =
  /\b(?:output|reply|response|answer)(?:'s)? (?:format|schema|structure|template|should be|must be)\b|\bformat(?:ted)? (?:your|the|as|like)\b|\b(?:in|use) the (?:following )?format\b|输出格式|回复格式|格式如下|按.{0,8}格式/i;

function statesForm(prompt: Prompt): boolean {
  const reading = readAs(prompt);
  const { messages, language } = prompt;
  if (reading !== undefined && reading !== 'parts' && saysForm(prompt, reading)) return true;
  return (
    (jsonReplyOf(prompt) !== undefined && (jsonReplyOf(prompt)?.turn ?? -1) >= 0) ||
    jsonAskedFor(prompt) !== undefined ||
    otherFormAskedFor(prompt) !== undefined ||
    messages.some(
      (message) =>
        message.role !== 'assistant' &&
        (stated.test(message.text) ||
          speaksOfForm.test(message.text) ||
          answerOnlySentences(message, language).some(({ payload }) => payload !== undefined)),
    )
  );
}

/** The one line, in the prompt's language; `undefined` where neither code nor labels tell the form. */
function contractOf(prompt: Prompt): string | undefined {
  const { settings, language } = prompt;
  const reading = settings.responseFormat === 'json' ? 'json' : readAs(prompt);
  const prose = wantsExplanation(prompt);
  if (reading !== undefined && reading !== 'parts')
    return prose && reading === 'number' ? undefined : contracts[reading][language === 'zh' ? 'zh-cn' : 'en'];
  const choices = choicesOf(prompt);
  if (choices.length > 0) return choiceLine(choices, prose, language === 'zh');
  return reading === undefined || prose ? undefined : contracts[reading][language === 'zh' ? 'zh-cn' : 'en'];
}

/** True where the reply is to hold more than the bare answer; an order not to explain is none to explain. */
function wantsExplanation({ messages, language }: Prompt): boolean {
  return messages.some((message) => {
    if (message.role === 'assistant') return false;
    const bans = answerOnlySentences(message, language);
    return wantsProse.test(
      applyEdits(
        message.text,
        bans.map((span) => ({ span, newText: '' })),
      ),
    );
  });
}

function choiceLine(choices: readonly string[], prose: boolean, chinese: boolean): string {
  if (chinese)
    return prose
      ? `回复的最后一行只写以下其中一项：${choices.join('、')}。`
      : `只输出以下其中一项，不要有其他内容：${choices.join('、')}。`;
  return prose
    ? `End the reply with one last line that holds exactly one of: ${choices.join(', ')}.`
    : `Reply with exactly one of the following and nothing else: ${choices.join(', ')}.`;
}

function noSource(prompt: Prompt) {
  const reader = readAs(prompt) === undefined ? undefined : prompt.call?.parsedBy;
  return reader === undefined
    ? phrase({
        en: 'No code is seen to read the reply and no list of labels was recognised, so nothing tells what it must look like. Write the form yourself, with an example.',
        'zh-cn':
          '没有看到读取回复的代码，也没有识别出标签列表，无从得知回复的格式。请自行写明格式并给出示例。',
      })
    : phrase(
        {
          en: 'The code reads the reply with “{reader}”, which does not fit the explanations the prompt asks for. Say by hand where the value stands.',
          'zh-cn': '代码用“{reader}”读取回复，与提示词要求的解释不符。请手动写明结果所在的位置。',
        },
        { reader },
      );
}

function foreignOr(prompt: Prompt): Offline {
  const foreign = foreignScript(prompt);
  const contract = contractOf(prompt);
  if (foreign !== undefined) return { refused: foreign };
  if (contract === undefined) return { refused: noSource(prompt) };
  const turn = homeOf(prompt);
  const text = appendSentences(prompt.messages[turn]?.text ?? '', contract, prompt.language);
  return { texts: replacedText(prompt, turn, text) };
}
