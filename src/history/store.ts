import type { Lineage } from '../prompt/types.ts';
import { fileKey, inside, pathInWorkspace, workspaceKey } from './fileKey.ts';
import { createGroupCommit } from './groupCommit.ts';
import { selectMeasurements } from './measured.ts';
import {
  numberOf,
  optionalNumberOf,
  outcomeOf,
  planOf,
  type Row,
  replyOf,
  startedByOf,
  textOf,
} from './rows.ts';
import type { Sql, SqlValue } from './sql.ts';
import type { History, RunStart, StoredRun } from './types.ts';

/** What the store takes from its surroundings. `soon` runs work once what has already arrived is taken in. */
export interface StoreOptions {
  readonly now: () => number;
  readonly soon: (work: () => void) => void;
}

/**
 * The history in a database. Appends that arrive together are committed together, and each resolves after its commit:
 * durable against a kill of the process, at the cost of one commit for many replies.
 */
export function createStore(sql: Sql, { now, soon }: StoreOptions): History {
  const appends = createGroupCommit(sql, soon);
  return {
    async begin(run) {
      sql.transaction(() => insertRun(sql, run));
    },
    append: appends.add,
    async finish(runId, measurements) {
      appends.flush();
      sql.transaction(() => {
        sql.run('UPDATE runs SET finished_at = ? WHERE id = ?', now(), runId);
        sql.run('DELETE FROM measurements WHERE run = ?', runId);
        for (const { lineage, workspace, contentHash, at, modelTitle, samples, agreement } of measurements) {
          sql.run(
            'INSERT INTO measurements VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
            ...[runId, fileKey(workspace, lineage.path), lineage.symbol, lineage.ordinal],
            ...[contentHash, at, modelTitle, samples, agreement],
          );
        }
      });
    },
    async runs(filter) {
      return selectRuns(sql, filter);
    },
    async run(runId) {
      return sql.all(`${selectRun} WHERE id = ?`, runId).map((row) => storedRun(sql, row))[0];
    },
    async outcomes(runId) {
      return sql.all('SELECT outcome FROM outcomes WHERE run = ? ORDER BY rowid', runId).map(outcomeOf);
    },
    async replies(requestHash) {
      return sql.all(repliesOfRequest, requestHash).map(replyOf);
    },
    async measurements(workspace, prompts) {
      return selectMeasurements(sql, workspace, prompts);
    },
    async rename(workspace, from, to) {
      sql.transaction(() => renameFile(sql, fileKey(workspace, from), fileKey(workspace, to)));
    },
    async close() {
      appends.flush();
      sql.close();
    },
  };
}

/** One reply per slot: the newest that was really asked, else the newest copy. */
const repliesOfRequest = `
  SELECT outcome FROM (
    SELECT outcome, slot, row_number() OVER (PARTITION BY slot ORDER BY cached, rowid DESC) AS place
    FROM outcomes WHERE request_hash = ? AND type = 'reply'
  ) WHERE place = 1 ORDER BY slot`;

function insertRun(sql: Sql, { id, startedAt, workspace, startedBy, plan, prompts }: RunStart): void {
  sql.run(
    'INSERT INTO runs (id, started_at, workspace, started_by, plan) VALUES (?, ?, ?, ?, ?)',
    ...[id, startedAt, workspace, startedBy, JSON.stringify(plan)],
  );
  for (const { variant, lineage, contentHash, text } of prompts) {
    sql.run(
      'INSERT INTO prompts (run, variant, file, symbol, ordinal, content_hash, text) VALUES (?, ?, ?, ?, ?, ?, ?)',
      ...[id, variant, fileKey(workspace, lineage.path), lineage.symbol, lineage.ordinal, contentHash, text],
    );
  }
}

const selectRun = `
  SELECT id, started_at, finished_at, workspace, started_by, plan,
    (SELECT count(*) FROM outcomes WHERE run = runs.id) AS outcomes
  FROM runs`;

type RunFilter = Parameters<History['runs']>[0];

function selectRuns(sql: Sql, { workspace, lineage, limit = -1 }: RunFilter): readonly StoredRun[] {
  const conditions: string[] = [];
  const values: SqlValue[] = [];
  const wherePrompt = (condition: string, ...bound: readonly SqlValue[]) => {
    conditions.push(`EXISTS (SELECT 1 FROM prompts p WHERE p.run = runs.id AND ${condition})`);
    values.push(...bound);
  };
  if (workspace !== undefined) wherePrompt('p.file >= ? AND p.file < ?', ...inside(workspaceKey(workspace)));
  if (lineage !== undefined) wherePrompt(...ofLineage(lineage, workspace));
  const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
  return sql
    .all(`${selectRun} ${where} ORDER BY started_at DESC, rowid DESC LIMIT ?`, ...values, limit)
    .map((row) => storedRun(sql, row));
}

function ofLineage(
  { path, symbol, ordinal }: Lineage,
  workspace: string | undefined,
): readonly [string, ...SqlValue[]] {
  const named = 'p.symbol = ? AND p.ordinal = ?';
  return workspace === undefined
    ? [`substr(p.file, -length(?) - 1) = '/' || ? AND ${named}`, path, path, symbol, ordinal]
    : [`p.file = ? AND ${named}`, fileKey(workspace, path), symbol, ordinal];
}

function storedRun(sql: Sql, row: Row): StoredRun {
  const id = textOf(row, 'id');
  const workspace = textOf(row, 'workspace');
  const finishedAt = optionalNumberOf(row, 'finished_at');
  return {
    id,
    startedAt: numberOf(row, 'started_at'),
    ...(finishedAt === undefined ? {} : { finishedAt }),
    workspace,
    startedBy: startedByOf(row),
    plan: planOf(row),
    prompts: sql.all('SELECT * FROM prompts WHERE run = ? ORDER BY rowid', id).map((prompt) => ({
      variant: textOf(prompt, 'variant'),
      lineage: lineageOf(prompt, workspace),
      contentHash: textOf(prompt, 'content_hash'),
      text: textOf(prompt, 'text'),
    })),
    outcomes: numberOf(row, 'outcomes'),
  };
}

function lineageOf(row: Row, workspace: string): Lineage {
  return {
    path: pathInWorkspace(textOf(row, 'file'), workspace),
    symbol: textOf(row, 'symbol'),
    ordinal: numberOf(row, 'ordinal'),
  };
}

function renameFile(sql: Sql, from: string, to: string): void {
  for (const table of ['prompts', 'measurements']) {
    sql.run(`UPDATE ${table} SET file = ? WHERE file = ?`, to, from);
    sql.run(
      `UPDATE ${table} SET file = ? || substr(file, length(?) + 1) WHERE file >= ? AND file < ?`,
      ...[to, from, ...inside(from)],
    );
  }
}
