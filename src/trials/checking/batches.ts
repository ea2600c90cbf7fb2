import type { Case, CheckSpec } from '../../prompt/types.ts';
import type { CheckedReply, Checker, CheckVerdict, Outcome, Reply } from '../types.ts';
import { specKey } from './specs.ts';

/** Verdicts of a case's checks in their order. */
export type Row = (CheckVerdict | undefined)[];

/** By case and text of the reply: reports are made anew with every reply that arrives. */
export type Rows = ReadonlyMap<string, Map<string, Row>>;

/** A check, and where the verdicts on its replies belong. */
export interface Batch {
  readonly spec: CheckSpec;
  readonly replies: CheckedReply[];
  readonly places: { readonly row: Row; readonly index: number }[];
}

/** The replies no check has seen yet, by check. A text that came before for the same case has its verdicts already. */
export function batchesOf(
  replies: readonly Reply[],
  cases: readonly Case[],
  specs: Checker['specs'],
  rows: Rows,
): readonly Batch[] {
  const byId = new Map(cases.map((testCase) => [testCase.id, testCase]));
  const batches = new Map<string, Batch>();
  for (const { case: id, text } of replies) {
    const testCase = byId.get(id);
    const ofCase = rows.get(id);
    if (testCase === undefined || ofCase === undefined || ofCase.has(text)) continue;
    const row: Row = [];
    ofCase.set(text, row);
    const { inputs, expected } = testCase;
    const checked = { inputs, ...(expected === undefined ? {} : { expected }) };
    for (const [index, spec] of specs(testCase).entries()) {
      const batch = batches.get(specKey(spec)) ?? { spec, replies: [], places: [] };
      batches.set(specKey(spec), batch);
      batch.replies.push({ text, testCase: checked });
      batch.places.push({ row, index });
    }
  }
  return [...batches.values()];
}

/** One batch at a time; what comes meanwhile is judged together afterwards. */
export function gathered(judge: (replies: readonly Reply[]) => Promise<void>): Checker['judge'] {
  let waiting: readonly Reply[] = [];
  let working: Promise<void> | undefined;
  const work = async () => {
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      await judge(batch);
    }
  };
  return (outcomes) => {
    waiting = [...waiting, ...outcomes.filter(isReply)];
    working ??= work().finally(() => {
      working = undefined;
    });
    return working;
  };
}

function isReply(outcome: Outcome): outcome is Reply {
  return outcome.type === 'reply';
}
