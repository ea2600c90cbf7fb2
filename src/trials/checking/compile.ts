import type { Problem } from '../../base/problem.ts';
import type { Case, CheckSpec } from '../../prompt/types.ts';
import type { Checker, CheckerPorts, CheckVerdict, TrialPlan } from '../types.ts';
import { type Batch, batchesOf, gathered, type Rows } from './batches.ts';
import { judgeReplies } from './judge.ts';
import { specKey, specProblem } from './specs.ts';

type CheckedPlan = Pick<TrialPlan, 'cases' | 'checks'>;

/** Makes a plan's checks ready to judge. What cannot be used is among the checker's problems and judges nothing. */
export async function compileChecks(
  plan: CheckedPlan,
  ports: CheckerPorts = { allowScripts: false, judge: judgeReplies },
): Promise<Checker> {
  const { cases } = plan;
  const problems = await problemsOf(allSpecs(plan));
  const usable = new Map(cases.map((one) => [one.id, usableIn(plan, one, problems)]));
  const specs = ({ id }: Case) => usable.get(id) ?? [];
  const rows: Rows = new Map(cases.map(({ id }) => [id, new Map()]));
  const judgeBatch = createBatchJudge(ports);
  return {
    specs,
    problems: [...problems.values()],
    judge: gathered(async (replies) => {
      for (const batch of batchesOf(replies, cases, specs, rows)) await judgeBatch(batch);
    }),
    results(reply, testCase) {
      const own = specs(testCase);
      const row = rows.get(testCase.id)?.get(reply) ?? [];
      const results = own.flatMap((spec, index) => {
        const verdict = row[index];
        return verdict === undefined ? [] : [{ spec, ...verdict }];
      });
      return results.length === own.length ? results : undefined;
    },
  };
}

function allSpecs({ cases, checks: ofAll = [] }: CheckedPlan): readonly CheckSpec[] {
  return [...ofAll, ...cases.flatMap(({ checks: own = [] }) => own)];
}

function usableIn(
  { checks: ofAll = [] }: CheckedPlan,
  { checks: own = [] }: Case,
  problems: ReadonlyMap<string, Problem>,
): readonly CheckSpec[] {
  return [...ofAll, ...own].filter((spec) => !problems.has(specKey(spec)));
}

/** Judges batches, and no further by a check that took too much. */
function createBatchJudge(ports: CheckerPorts): (batch: Batch) => Promise<void> {
  const over = new Map<string, CheckVerdict>();
  return async ({ spec, replies, places }) => {
    const key = specKey(spec);
    const known = over.get(key);
    const verdicts = known === undefined ? await ports.judge(spec, replies, portsOf(ports)) : [];
    const last = known ?? verdicts.at(-1);
    if (last?.final) over.set(key, last);
    for (const [at, { row, index }] of places.entries()) row[index] = verdicts[at] ?? last;
  };
}

async function problemsOf(specs: readonly CheckSpec[]): Promise<ReadonlyMap<string, Problem>> {
  const unique = new Map(specs.map((spec) => [specKey(spec), spec]));
  const problems = new Map<string, Problem>();
  for (const [key, spec] of unique) {
    const problem = await specProblem(spec);
    if (problem !== undefined) problems.set(key, problem);
  }
  return problems;
}

/** What may cross to another thread. */
function portsOf({ allowScripts }: CheckerPorts) {
  return { allowScripts };
}
