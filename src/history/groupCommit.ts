import type { Outcome } from '../trials/types.ts';
import { historyError } from './problems.ts';
import type { Sql } from './sql.ts';

/**
 * Gathers appends that arrive together and commits them in one transaction; each resolves after the commit. `soon` runs
 * work once what has already arrived is taken in.
 */
export function createGroupCommit(sql: Sql, soon: (work: () => void) => void) {
  let waiting: Append[] = [];
  const flush = () => {
    const batch = waiting;
    waiting = [];
    if (batch.length > 0) commit(sql, batch);
  };
  const add = (runId: string, outcome: Outcome) =>
    new Promise<void>((resolve, reject) => {
      waiting.push({ runId, outcome, resolve, reject });
      if (waiting.length === 1) soon(flush);
    });
  return { add, flush };
}

interface Append {
  readonly runId: string;
  readonly outcome: Outcome;
  resolve(): void;
  reject(error: unknown): void;
}

/** A reply once stored stays; a failure gives way to whatever a resumed run got instead. */
const insertOutcome = `
  INSERT INTO outcomes (run, variant, case_id, slot, type, request_hash, cached, outcome)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (run, variant, case_id, slot) DO UPDATE SET
    type = excluded.type, request_hash = excluded.request_hash, cached = excluded.cached, outcome = excluded.outcome
  WHERE outcomes.type = 'failure'`;

function commit(sql: Sql, batch: readonly Append[]): void {
  const rejected = new Map<Append, unknown>();
  try {
    sql.transaction(() => {
      for (const append of batch) {
        try {
          storeOutcome(sql, append);
        } catch (thrown) {
          if (!isConstraint(thrown)) throw thrown;
          rejected.set(append, historyError('history-unknown-run', { run: append.runId }));
        }
      }
    });
  } catch (thrown) {
    for (const append of batch) append.reject(thrown);
    return;
  }
  for (const append of batch) {
    if (rejected.has(append)) append.reject(rejected.get(append));
    else append.resolve();
  }
}

function storeOutcome(sql: Sql, { runId, outcome }: Append): void {
  const { variant, case: caseId, slot, type, requestHash } = outcome;
  const cached = outcome.type === 'reply' && outcome.cached ? 1 : 0;
  sql.run(insertOutcome, runId, variant, caseId, slot, type, requestHash, cached, JSON.stringify(outcome));
}

/** SQLITE_CONSTRAINT: the statement alone is undone, the transaction goes on. */
function isConstraint(thrown: unknown): boolean {
  const code = (thrown as { readonly errcode?: unknown } | null)?.errcode;
  return typeof code === 'number' && (code & 0xff) === 19;
}
