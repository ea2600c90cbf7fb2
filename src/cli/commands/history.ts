import { oneLine } from '../../base/format.ts';
import { phrase } from '../../base/text.ts';
import type { StoredRun } from '../../history/types.ts';
import { exportReplies, exportTallies } from '../../trials/export.ts';
import { latest, reportOf } from '../../trials/report.ts';
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

/** `history`: lists stored runs; shows one, recomputed from its raw replies; deletes or exports it. */
export const history: Command = {
  name: 'history',
  synopsis: '[list] | [show] RUN | delete RUN… | export RUN',
  text: {
    en: 'List stored runs; show one from its raw replies, delete or export it',
    'zh-cn': '列出已存的运行；根据原始回复展示、删除或导出其中一个',
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
    {
      name: 'format',
      value: 'jsonl|csv',
      text: {
        en: 'What to export: raw replies (jsonl, the default) or the tally of each case (csv)',
        'zh-cn': '导出内容：原始回复（jsonl，默认）或每个用例的统计（csv）',
      },
    },
  ],
  run: (args, terminal) => withServices(terminal, (services) => dispatch(args, services, terminal)),
};

function dispatch(args: Arguments, services: Services, terminal: Terminal): Promise<number> {
  const [word, ...rest] = args.positionals;
  switch (word) {
    case undefined:
    case 'list':
      if (rest.length > 0) throw usageError(phrase(texts.oneRun));
      return list(args, services, terminal);
    case 'delete':
      return remove(rest, services, terminal);
    case 'export':
      return exportRun(onlyRun(rest), args, services, terminal);
    case 'show':
      return show(onlyRun(rest), args, services, terminal);
    default:
      return show(onlyRun([word, ...rest]), args, services, terminal);
  }
}

function onlyRun([run, ...more]: readonly string[]): string {
  if (run === undefined || more.length > 0) throw usageError(phrase(texts.oneRun));
  return run;
}

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

async function show(id: string, args: Arguments, services: Services, terminal: Terminal): Promise<number> {
  const { plan, outcomes, report } = await reread(id, args, services);
  if (args.has('json')) {
    const lines = createLineWriter(id, { ...plan, extractor: report.extractor }, terminal);
    for (const outcome of outcomes) lines.outcome(outcome);
    lines.finish(report);
  } else terminal.out.write(readableReport(plan, report, terminal.out, terminal.locale));
  return exit.fine;
}

async function exportRun(
  id: string,
  args: Arguments,
  services: Services,
  terminal: Terminal,
): Promise<number> {
  const format = args.text('format') ?? 'jsonl';
  if (format !== 'jsonl' && format !== 'csv') throw usageError(phrase(texts.exportFormat, { format }));
  const { startedAt, plan, outcomes, report } = await reread(id, args, services);
  const text =
    format === 'csv' ? exportTallies(plan, report) : exportReplies({ id, startedAt, plan }, outcomes);
  terminal.out.write(text);
  return exit.fine;
}

async function remove(ids: readonly string[], { core }: Services, terminal: Terminal): Promise<number> {
  if (ids.length === 0) throw usageError(phrase(texts.namesRuns));
  // All are looked up first, so that a slip of the pen deletes nothing.
  const runs: StoredRun[] = [];
  for (const id of ids) runs.push(await storedRun(id, core));
  for (const { id, outcomes } of runs) {
    await core.history.remove(id);
    tell(terminal, phrase(texts.deleted, { run: id, outcomes }));
  }
  return exit.fine;
}

/** A run with its answers read as the command line asks; no model is asked anything. */
async function reread(id: string, args: Arguments, { core }: Services) {
  const run = await storedRun(id, core);
  const plan = rereadPlan(run.plan, args);
  const outcomes = latest(await core.history.outcomes(id));
  const checker = await core.checkerFor(plan);
  await checker?.judge(outcomes);
  const finished = run.ending === 'finished';
  const report = reportOf(plan, outcomes, { finished, ...(checker && { checker }) });
  return { startedAt: run.startedAt, plan, outcomes, report };
}

async function storedRun(id: string, core: Services['core']): Promise<StoredRun> {
  const run = await core.history.run(id);
  if (run === undefined) throw usageError(phrase(texts.unknownRun, { run: id }));
  return run;
}
