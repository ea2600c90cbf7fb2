import { oneLine } from '../../base/format.ts';
import { phrase } from '../../base/text.ts';
import type { StoredRun } from '../../history/types.ts';
import { latest, reportOf } from '../../trials/report.ts';
import { checkerFor } from '../../trials/runner.ts';
import { type Command, sharedOptions } from '../command.ts';
import { withServices } from '../inspectFiles.ts';
import type { Arguments } from '../options.ts';
import type { Services } from '../services.ts';
import { printable, table } from '../table.ts';
import { exit, type Terminal, tell, usageError, writeJson } from '../terminal.ts';
import { createLineWriter } from '../trialLines.ts';
import { rereadPlan } from '../trialPlan.ts';
import { trialTexts as texts } from '../trialTexts.ts';
import { readableReport } from '../trialView.ts';

const usualLimit = 20;

/** `history`: lists stored runs, or shows one, recomputed from its raw replies. */
export const history: Command = {
  name: 'history',
  synopsis: '[RUN] [--json] [--limit N]',
  text: {
    en: 'List stored runs, or show one from its raw replies',
    'zh-cn': '列出已存的运行，或根据原始回复展示其中一个',
  },
  options: [
    sharedOptions.json,
    {
      name: 'limit',
      value: 'N',
      text: {
        en: `Most runs to list (default ${usualLimit})`,
        'zh-cn': `最多列出的运行数（默认 ${usualLimit}）`,
      },
    },
    {
      name: 'extractor',
      value: 'ID',
      text: { en: 'Read the answers of RUN this way instead', 'zh-cn': '改用此方式读取 RUN 的答案' },
    },
    {
      name: 'comparer',
      value: 'ID',
      text: { en: 'Compare the answers of RUN this way instead', 'zh-cn': '改用此方式比较 RUN 的答案' },
    },
  ],
  run: (args, terminal) =>
    withServices(terminal, (services) => {
      const [run, ...more] = args.positionals;
      if (more.length > 0) throw usageError(phrase(texts.oneRun));
      return run === undefined ? list(args, services, terminal) : show(run, args, services, terminal);
    }),
};

async function list(args: Arguments, { core }: Services, terminal: Terminal): Promise<number> {
  const limit = args.number('limit', { minimum: 1, maximum: 1_000_000, whole: true }) ?? usualLimit;
  const runs = await core.history.runs({ limit });
  if (args.has('json')) for (const run of runs) writeJson(terminal, runLine(run));
  else if (runs.length === 0) tell(terminal, phrase(texts.noRuns));
  else terminal.out.write(readableRuns(runs, terminal));
  return exit.fine;
}

/** One line of `history --json`. */
export function runLine(run: StoredRun) {
  const { id, startedAt, finishedAt, ending, workspace, startedBy, plan, prompts, outcomes } = run;
  return {
    ...{ type: 'run' as const, id, startedAt: new Date(startedAt).toISOString() },
    finishedAt: finishedAt === undefined ? null : new Date(finishedAt).toISOString(),
    ending: ending ?? null,
    ...{ startedBy, workspace },
    prompts: prompts.map(({ variant, lineage: { path, symbol } }) => ({ variant, path, symbol })),
    models: [...new Set(plan.variants.map(({ model }) => model.model))],
    planned: plan.variants.length * plan.cases.length * plan.samples,
    outcomes,
  };
}

function stateOf({ finishedAt, ending, heldUntil = 0 }: StoredRun) {
  if (heldUntil > Date.now()) return 'goesOn';
  return finishedAt === undefined ? 'cutOff' : (ending ?? 'finished');
}

function readableRuns(runs: readonly StoredRun[], { locale }: Terminal): string {
  const shortTime = new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeStyle: 'short' });
  const columns = [texts.run, texts.started, texts.prompt, texts.model, texts.samples, texts.state];
  return table(
    columns.map((title) => ({ title: title[locale] })),
    runs.map((run) => {
      const line = runLine(run);
      const names = run.prompts.map(({ lineage: { path, symbol } }) =>
        path.includes(symbol) ? path : `${path} ${symbol}`,
      );
      return [
        run.id,
        shortTime.format(run.startedAt),
        oneLine(printable([...new Set(names)].join(', ')), 50),
        oneLine(printable(line.models.join(', ')), 30),
        `${run.outcomes} / ${line.planned}`,
        texts[stateOf(run)][locale],
      ];
    }),
  );
}

async function show(id: string, args: Arguments, { core }: Services, terminal: Terminal): Promise<number> {
  const run = await core.history.run(id);
  if (run === undefined) throw usageError(phrase(texts.unknownRun, { run: id }));
  const plan = rereadPlan(run.plan, args);
  const outcomes = latest(await core.history.outcomes(id));
  const checker = await checkerFor(plan, true);
  const report = reportOf(plan, outcomes, {
    finished: run.ending === 'finished',
    ...(checker && { checker }),
  });
  if (args.has('json')) {
    const lines = createLineWriter(id, { ...plan, extractor: report.extractor }, terminal);
    for (const outcome of outcomes) lines.outcome(outcome);
    lines.finish(report);
  } else terminal.out.write(readableReport(plan, report, terminal.out, terminal.locale));
  return exit.fine;
}
