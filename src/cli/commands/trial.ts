import { existsSync } from 'node:fs';
import { resolve as resolvePath } from 'node:path';
import { ProblemError } from '../../base/problem.ts';
import { phrase } from '../../base/text.ts';
import { type Command, sharedOptions } from '../command.ts';
import { followTrial } from '../followTrial.ts';
import { withServices } from '../inspectFiles.ts';
import { modelRefOf } from '../models.ts';
import type { Arguments } from '../options.ts';
import { parsePlace } from '../place.ts';
import { planOptions } from '../planOptions.ts';
import { projectOf } from '../projects.ts';
import type { Services } from '../services.ts';
import { type Terminal, tell, usageError } from '../terminal.ts';
import { texts } from '../texts.ts';
import { checkGate, gateOf, gateOptions } from '../trialGate.ts';
import { planTrial } from '../trialPlan.ts';
import { tellSize } from '../trialSize.ts';
import { trialTexts } from '../trialTexts.ts';

const synopsis = 'FILE[:LINE] --model M [OPTION…]  |  --resume RUN';

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
  const [written, ...needless] = args.positionals;
  if (written === undefined || needless.length > 0) {
    throw usageError(phrase(texts.oneFile, { command: 'trial', synopsis: 'FILE[:LINE] --model M' }));
  }
  const options = { baseUrl: args.text('base-url') };
  const names = args.has('model') ? args.texts('model') : await modelOfProject(written, terminal);
  const [model, ...more] = [...new Set(names)].map((name) => modelRefOf(name, options, terminal.env));
  if (model === undefined) throw usageError(phrase(texts.missingModel));
  const trialStart = await planTrial(written, [model, ...more], args, services, terminal);
  const gate = gateOf(args);
  checkGate(gate, trialStart.plan);
  await tellSize(trialStart.plan, terminal);
  for (const each of [model, ...more]) await services.models.prepare(each, terminal.signal);
  const events = services.core.runTrial(trialStart, terminal.signal);
  return followTrial(events, { stored: [], gate, json: args.has('json') }, terminal);
}

/** The first model that `promptquorum.yml` names for a prompt, if any. */
async function modelOfProject(written: string, terminal: Terminal): Promise<readonly string[]> {
  const { path } = parsePlace(written, (file) => existsSync(resolvePath(terminal.cwd, file)));
  const { models } = await projectOf({ location: resolvePath(terminal.cwd, path) }, terminal);
  return models.slice(0, 1);
}

async function resume(args: Arguments, { core, models }: Services, terminal: Terminal): Promise<number> {
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
  for (const { model } of variants) await models.prepare(model, terminal.signal);
  const events = core.resumeTrial(id, terminal.signal);
  return followTrial(events, { stored, gate, json: args.has('json') }, terminal);
}
