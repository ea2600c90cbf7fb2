import { ProblemError } from '../base/problem.ts';
import { phrase } from '../base/text.ts';
import { defaultSettings } from '../config/settings.ts';
import type { TrialStart } from '../core.ts';
import type { ModelRef, Sampling } from '../models/types.ts';
import type { Inputs, ModelSettings } from '../prompt/types.ts';
import { createPlan, inputNames, planProblems, taskInput, variantOf } from '../trials/plan.ts';
import type { TrialPlan } from '../trials/types.ts';
import { casesFor } from './casesFile.ts';
import { type ChosenPrompt, choosePrompt } from './choosePrompt.ts';
import { promptOfRevision, revisionOf } from './gitRevision.ts';
import { defaultConcurrency } from './models.ts';
import type { Arguments } from './options.ts';
import type { Services } from './services.ts';
import { type Terminal, tell, usageError } from './terminal.ts';
import { trialTexts as texts } from './trialTexts.ts';

/** The run that a command line describes; what was chosen without being written is told. */
export async function planTrial(
  written: string,
  models: readonly [ModelRef, ...ModelRef[]],
  args: Arguments,
  services: Services,
  terminal: Terminal,
): Promise<TrialStart> {
  const first = await choosePrompt(written, services, terminal);
  const chosen = [first];
  for (const other of args.texts('against')) {
    const revision = revisionOf(other);
    chosen.push(
      revision === undefined
        ? await choosePrompt(other, services, terminal)
        : await promptOfRevision(first, revision, services, terminal),
    );
  }
  const variants = variantsOf(chosen, models);
  const seed = args.number('seed', { minimum: 0, maximum: 2 ** 31 - 1, whole: true });
  const plan = createPlan({
    variants: variants.map(({ id, chosen: { prompt, revision }, model }) =>
      variantOf(prompt, {
        ...{ id, model },
        title: revision === undefined ? prompt.title : `${prompt.title} (${revision})`,
        sampling: samplingOf(args, prompt.settings),
      }),
    ),
    ...(await casesOf(chosen, args, terminal)),
    samples:
      args.number('samples', { minimum: 1, maximum: 1000, whole: true }) ?? defaultSettings['trials.samples'],
    concurrency:
      args.number('concurrency', { minimum: 1, maximum: 256, whole: true }) ??
      Math.min(...models.map(defaultConcurrency)),
    stop: args.text('stop') ?? defaultSettings['trials.stop'],
    extractor: args.text('extractor') ?? 'auto',
    ...comparerOf(args),
    ...(seed === undefined ? {} : { seed }),
    useCache: !args.has('no-cache'),
  });
  const [problem] = planProblems(plan);
  if (problem !== undefined) throw new ProblemError(problem);
  return { plan, prompts: promptsOf(first, variants), workspace: first.workspace.uri, startedBy: 'terminal' };
}

interface ChosenVariant {
  readonly id: string;
  readonly chosen: ChosenPrompt;
  readonly model: ModelRef;
}

/** Every prompt with every model, in the order written: FILE with the first model is `a`. */
function variantsOf(chosen: readonly ChosenPrompt[], models: readonly ModelRef[]): readonly ChosenVariant[] {
  const pairs = chosen.flatMap((one) => models.map((model) => ({ chosen: one, model })));
  return pairs.map((pair, index) => ({ ...pair, id: letters[index] ?? String(index + 1) }));
}

const letters = 'abcdefghijklmnopqrstuvwxyz';

/** What the command line says, else what the prompt's own call or front matter says. */
function samplingOf(args: Arguments, own: ModelSettings): Sampling {
  const temperature = args.number('temperature', { minimum: 0, maximum: 2 }) ?? own.temperature;
  const topP = args.number('top-p', { minimum: 0, maximum: 1 }) ?? own.topP;
  const maxTokens =
    args.number('max-tokens', { minimum: 1, maximum: 1_000_000, whole: true }) ?? own.maxTokens;
  return {
    ...(temperature === undefined ? {} : { temperature }),
    ...(topP === undefined ? {} : { topP }),
    ...(maxTokens === undefined ? {} : { maxTokens }),
  };
}

function comparerOf(args: Arguments) {
  const comparer = args.text('comparer');
  return comparer === undefined ? {} : { comparer };
}

/** Files of another workspace cannot be named relative to this run's, so their history stays with the run alone. */
function promptsOf(first: ChosenPrompt, variants: readonly ChosenVariant[]): TrialStart['prompts'] {
  return variants.flatMap(({ id, chosen: { prompt, workspace } }) => {
    if (workspace.uri !== first.workspace.uri) return [];
    const text = prompt.messages.map((message) => message.text).join('\n\n');
    const { lineage, contentHash } = prompt;
    return [{ variant: id, lineage, contentHash, text }];
  });
}

/**
 * Rows of a cases file, or one case of the values written or proposed. `--set` and `--task` hold for every row. Without
 * placeholders a row can still tell the right answer.
 */
async function casesOf(
  chosen: readonly ChosenPrompt[],
  args: Arguments,
  terminal: Terminal,
): Promise<Pick<TrialPlan, 'cases' | 'checks'>> {
  const names = [...new Set(chosen.flatMap(({ prompt }) => inputNames(prompt)))];
  const given = givenInputs(args, names);
  const missing = names.filter((name) => !Object.hasOwn(given, name));
  const named = args.text('cases');
  const [first] = chosen;
  const file =
    first !== undefined && (named !== undefined || missing.length > 0 || names.length === 0)
      ? await casesFor(first, missing, named, terminal)
      : undefined;
  if (file !== undefined) {
    tell(terminal, phrase(texts.usesCases, { path: file.path }));
    const cases = file.cases.map((row) => ({ ...row, inputs: { ...row.inputs, ...given } }));
    return { cases, ...(file.checks && { checks: file.checks }) };
  }
  return { cases: [{ id: '1', inputs: { ...proposedInputs(chosen, missing, terminal), ...given } }] };
}

function givenInputs(args: Arguments, names: readonly string[]): Inputs {
  const task = args.text('task');
  const pairs = args.texts('set').map((written) => {
    const [, name, value = ''] = /^([^=]+)=(.*)$/s.exec(written) ?? [];
    if (name === undefined) throw usageError(phrase(texts.badSet, { written }));
    return [name, value] as const;
  });
  const given = [...pairs, ...(task === undefined ? [] : [[taskInput, task] as const])];
  for (const [name] of given) {
    if (names.includes(name)) continue;
    throw usageError(phrase(texts.noSuchInput, { name, names: names.length === 0 ? '–' : names }));
  }
  return Object.fromEntries(given);
}

/** Sample values found with the prompt, for inputs that were given none. */
function proposedInputs(
  chosen: readonly ChosenPrompt[],
  missing: readonly string[],
  terminal: Terminal,
): Inputs {
  if (missing.length === 0) return {};
  const holes = chosen.flatMap(({ prompt }) => prompt.messages.flatMap((message) => message.holes));
  const proposed = missing.map((name) => {
    const value = holes.find((hole) => hole.name === name && hole.samples?.[0] !== undefined)?.samples?.[0];
    if (value === undefined) {
      throw usageError(name === taskInput ? phrase(texts.needsTask) : phrase(texts.needsInput, { name }));
    }
    return [name, value] as const;
  });
  const values = proposed.map(([name, value]) => `${name} = ${JSON.stringify(value)}`);
  tell(terminal, phrase(texts.usesSamples, { names: missing, values }));
  return Object.fromEntries(proposed);
}

/** The plan of a stored run with its answers read or compared another way. Throws a usage `ProblemError` for an unknown way. */
export function rereadPlan(plan: TrialPlan, args: Arguments): TrialPlan {
  const extractor = args.text('extractor');
  const reread = { ...plan, ...(extractor === undefined ? {} : { extractor }), ...comparerOf(args) };
  const [problem] = planProblems(reread);
  if (problem !== undefined) throw new ProblemError(problem);
  return reread;
}
