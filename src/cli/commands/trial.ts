import { ProblemError } from '../../base/problem.ts';
import { phrase } from '../../base/text.ts';
import { type Command, sharedOptions } from '../command.ts';
import { followTrial } from '../followTrial.ts';
import { withServices } from '../inspectFiles.ts';
import { modelRefOf } from '../models.ts';
import type { Arguments, OptionSpec } from '../options.ts';
import type { Services } from '../services.ts';
import { type Terminal, tell, usageError } from '../terminal.ts';
import { texts } from '../texts.ts';
import { checkGate, gateOf, gateOptions } from '../trialGate.ts';
import { planTrial } from '../trialPlan.ts';
import { tellSize } from '../trialSize.ts';
import { trialTexts } from '../trialTexts.ts';

const synopsis = 'FILE[:LINE] --model M [OPTION…]  |  --resume RUN';

/** Options that shape the plan; a resumed run has its plan already. */
const planOptions: readonly OptionSpec[] = [
  {
    name: 'model',
    value: 'M',
    text: {
      en: 'Model to ask; "builtin" is the small demonstration model, which needs no key',
      'zh-cn': '要提问的模型；“builtin” 为无需密钥的小型演示模型',
    },
  },
  {
    name: 'samples',
    value: 'N',
    text: {
      en: 'Most replies per variant and case (default 20)',
      'zh-cn': '每个变体和用例最多的回复数（默认 20）',
    },
  },
  {
    name: 'temperature',
    value: 'T',
    text: { en: 'Temperature, 0 to 2 (default: the model’s)', 'zh-cn': '温度，0 到 2（默认由模型决定）' },
  },
  {
    name: 'top-p',
    value: 'P',
    text: {
      en: 'Nucleus sampling, 0 to 1 (default: the model’s)',
      'zh-cn': '核采样，0 到 1（默认由模型决定）',
    },
  },
  {
    name: 'max-tokens',
    value: 'N',
    text: { en: 'Most tokens per reply', 'zh-cn': '每个回复的词元上限' },
  },
  {
    name: 'seed',
    value: 'N',
    text: { en: 'Seed, where the model takes one', 'zh-cn': '随机种子（模型支持时有效）' },
  },
  {
    name: 'concurrency',
    value: 'C',
    text: { en: 'Requests under way at once', 'zh-cn': '同时进行的请求数' },
  },
  {
    name: 'stop',
    value: 'RULE|none',
    text: {
      en: 'Rule that ends a case early once it is decided (default beta)',
      'zh-cn': '结果已定时提前结束用例的规则（默认 beta）',
    },
  },
  {
    name: 'cases',
    value: 'FILE',
    text: {
      en: 'Rows of values and expected answers: JSON lines, CSV or YAML',
      'zh-cn': '由取值和预期答案组成的行：JSON 行、CSV 或 YAML',
    },
  },
  {
    name: 'set',
    value: 'NAME=VALUE',
    multiple: true,
    text: { en: 'Value of a placeholder; may be repeated', 'zh-cn': '占位符的值；可重复使用' },
  },
  {
    name: 'task',
    value: 'TEXT',
    text: {
      en: 'What the user asks, for instructions such as AGENTS.md',
      'zh-cn': '用户的任务，用于 AGENTS.md 等指令文件',
    },
  },
  {
    name: 'against',
    value: 'FILE[:LINE]',
    text: { en: 'Second prompt to try on the same cases', 'zh-cn': '在相同用例上一同试验的第二个提示词' },
  },
  {
    name: 'extractor',
    value: 'ID',
    text: { en: 'How answers are read (default auto)', 'zh-cn': '读取答案的方式（默认 auto）' },
  },
  {
    name: 'comparer',
    value: 'ID',
    text: {
      en: 'When two answers are equal (default normalised)',
      'zh-cn': '如何判定两个答案相等（默认 normalised）',
    },
  },
  {
    name: 'no-cache',
    text: { en: 'Ask anew although equal replies are stored', 'zh-cn': '即使存有相同请求的回复也重新提问' },
  },
];

/** `trial`: asks a model many times and shows how the answers split. */
export const trial: Command = {
  name: 'trial',
  synopsis,
  text: {
    en: 'Ask a model many times and show how the answers agree',
    'zh-cn': '多次向模型提问并展示回答的一致程度',
  },
  options: [
    ...planOptions,
    sharedOptions.baseUrl,
    sharedOptions.json,
    {
      name: 'resume',
      value: 'RUN',
      text: { en: 'Go on with a run that was cut off', 'zh-cn': '继续一个被中断的运行' },
    },
    {
      name: 'download',
      text: { en: 'Fetch the built-in model without asking', 'zh-cn': '无需询问即下载内置模型' },
    },
    ...gateOptions,
  ],
  notes: {
    en: 'Keys: OPENAI_API_KEY goes only to OPENAI_BASE_URL, or to OpenAI where that is not set; PROMPT_QUORUM_API_KEY only to --base-url.',
    'zh-cn':
      '密钥：OPENAI_API_KEY 只发送到 OPENAI_BASE_URL（未设置时只发送到 OpenAI）；PROMPT_QUORUM_API_KEY 只发送到 --base-url。',
  },
  run: (args, terminal) =>
    withServices(
      terminal,
      (services) => (args.has('resume') ? resume(args, services, terminal) : start(args, services, terminal)),
      { baseUrl: args.text('base-url'), download: args.has('download') },
    ),
};

async function start(args: Arguments, services: Services, terminal: Terminal): Promise<number> {
  const [written, ...more] = args.positionals;
  if (written === undefined || more.length > 0) {
    throw usageError(phrase(texts.oneFile, { command: 'trial', synopsis: 'FILE[:LINE] --model M' }));
  }
  const name = args.text('model');
  if (name === undefined) {
    const hint = trialTexts.modelHint[terminal.locale];
    throw usageError(phrase(texts.missingOption, { option: '--model', hint }));
  }
  const model = modelRefOf(name, { baseUrl: args.text('base-url') }, terminal.env);
  const trialStart = await planTrial(written, model, args, services, terminal);
  const gate = gateOf(args);
  checkGate(gate, trialStart.plan);
  await tellSize(trialStart.plan, terminal);
  const events = services.core.runTrial(trialStart, terminal.signal);
  return followTrial(events, { stored: [], gate, json: args.has('json') }, terminal);
}

async function resume(args: Arguments, { core }: Services, terminal: Terminal): Promise<number> {
  const extra = args.positionals[0] ?? planOptions.map(({ name }) => name).find((name) => args.has(name));
  if (extra !== undefined) {
    const shown = args.positionals.length > 0 ? extra : `--${extra}`;
    throw usageError(phrase(trialTexts.resumeAlone, { extra: shown }));
  }
  const id = args.text('resume') ?? '';
  const run = await core.history.run(id);
  if (run === undefined) {
    throw new ProblemError({ code: 'run-unknown', phrase: phrase(trialTexts.unknownRun, { run: id }) });
  }
  const gate = gateOf(args);
  checkGate(gate, run.plan);
  const stored = await core.history.outcomes(id);
  const { variants, cases, samples } = run.plan;
  const planned = variants.length * cases.length * samples;
  tell(terminal, phrase(trialTexts.resumes, { run: id, stored: stored.length, planned }));
  const events = core.resumeTrial(id, terminal.signal);
  return followTrial(events, { stored, gate, json: args.has('json') }, terminal);
}
