import type { Lineage } from '../prompt/types.ts';
import { fileKey, inside, pathInWorkspace, workspaceKey } from './fileKey.ts';
import { createGroupCommit } from './groupCommit.ts';
import { measuredInRun, selectMeasurements, selectSeries } from './measured.ts';
import { historyError } from './problems.ts';
import {
  endingOf,
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
  readonly holder: Holder;
}

/** The process that holds runs, by a name of its own; `isGone` tells of the holder in a stored name. */
export interface Holder {
  readonly name: string;
  isGone(heldBy: string): boolean;
}

/**
 * The history in a database. Appends that arrive together are committed together, and each resolves after its commit:
 * durable against a kill of the process, at the cost of one commit for many replies.
 */
export function createStore(sql: Sql, { now, soon, holder }: StoreOptions): History {
  const appends = createGroupCommit(sql, soon);
  const stored = (row: Row) => storedRun(sql, row, isHeldNow(row, { now, holder }));
  return {
    async begin(run) {
      sql.transaction(() => insertRun(sql, run));
    },
    append: appends.add,
    async finish(runId, measurements, ending = 'finished') {
      appends.flush();
      sql.transaction(() => {
        sql.run(endRun, now(), ending, runId);
        sql.run('DELETE FROM measurements WHERE run = ?', runId);
        for (const measurement of measurements) insertMeasurement(sql, runId, measurement);
      });
    },
    async hold(runId, owner, millis) {
      let isHeld = false;
      sql.transaction(() => {
        const [row] = sql.all('SELECT held_by, held_until FROM runs WHERE id = ?', runId);
        if (row === undefined) throw historyError('history-unknown-run', { run: runId });
        const own = `${holder.name} ${owner}`;
        isHeld = row['held_by'] === own || !isHeldNow(row, { now, holder });
        if (isHeld && millis > 0) sql.run(holdRun, own, now() + millis, runId);
        else if (isHeld) sql.run(releaseRun, runId);
      });
      return isHeld;
    },
    async runs(filter) {
      return selectRuns(sql, filter).map(stored);
    },
    async run(runId) {
      return sql.all(`${selectRun} WHERE id = ?`, runId).map(stored)[0];
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
    async series(workspace, prompt) {
      return selectSeries(sql, workspace, prompt);
    },
    async remove(runId) {
      appends.flush();
      sql.transaction(() => {
        const [row] = sql.all('SELECT held_by, held_until FROM runs WHERE id = ?', runId);
        if (row === undefined) throw historyError('history-unknown-run', { run: runId });
        if (isHeldNow(row, { now, holder })) throw historyError('history-run-goes-on', { run: runId });
        for (const table of ['outcomes', 'measurements', 'prompts'])
          sql.run(`DELETE FROM ${table} WHERE run = ?`, runId);
        sql.run('DELETE FROM runs WHERE id = ?', runId);
      });
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

const endRun = 'UPDATE runs SET finished_at = ?, ending = ?, held_by = NULL, held_until = NULL WHERE id = ?';
const holdRun = 'UPDATE runs SET held_by = ?, held_until = ?, finished_at = NULL, ending = NULL WHERE id = ?';
const releaseRun = 'UPDATE runs SET held_by = NULL, held_until = NULL WHERE id = ?';

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

function insertMeasurement(
  sql: Sql,
  run: string,
  measurement: Parameters<History['finish']>[1][number],
): void {
  const { lineage, workspace, contentHash, at, modelTitle, samples, agreement } = measurement;
  sql.run(
    `INSERT INTO measurements
      (run, file, symbol, ordinal, content_hash, at, model_title, samples, agreement, accuracy, pass_rate, scattered)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[run, fileKey(workspace, lineage.path), lineage.symbol, lineage.ordinal],
    ...[contentHash, at, modelTitle, samples, agreement],
    ...[measurement.accuracy ?? null, measurement.passRate ?? null, measurement.scattered ? 1 : null],
  );
}

const selectRun = `
  SELECT id, started_at, finished_at, ending, held_by, held_until, workspace, started_by, plan,
    (SELECT count(*) FROM outcomes WHERE run = runs.id) AS outcomes
  FROM runs`;

type RunFilter = Parameters<History['runs']>[0];

function selectRuns(sql: Sql, { workspace, lineage, limit = -1 }: RunFilter): readonly Row[] {
  const conditions: string[] = [];
  const values: SqlValue[] = [];
  const wherePrompt = (condition: string, ...bound: readonly SqlValue[]) => {
    conditions.push(`EXISTS (SELECT 1 FROM prompts p WHERE p.run = runs.id AND ${condition})`);
    values.push(...bound);
  };
  if (workspace !== undefined) wherePrompt('p.file >= ? AND p.file < ?', ...inside(workspaceKey(workspace)));
  if (lineage !== undefined) wherePrompt(...ofLineage(lineage, workspace));
  const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
  return sql.all(`${selectRun} ${where} ORDER BY started_at DESC, rowid DESC LIMIT ?`, ...values, limit);
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

/** A hold lapses with time, and at once with the process that holds. */
function isHeldNow(row: Row, { now, holder }: Pick<StoreOptions, 'now' | 'holder'>): boolean {
  const heldBy = row['held_by'];
  return typeof heldBy === 'string' && numberOf(row, 'held_until') > now() && !holder.isGone(heldBy);
}

function storedRun(sql: Sql, row: Row, isHeld: boolean): StoredRun {
  const id = textOf(row, 'id');
  const workspace = textOf(row, 'workspace');
  const finishedAt = optionalNumberOf(row, 'finished_at');
  return {
    id,
    startedAt: numberOf(row, 'started_at'),
    ...(finishedAt === undefined ? {} : { finishedAt, ending: endingOf(row) }),
    ...(isHeld ? { heldUntil: numberOf(row, 'held_until') } : {}),
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
    measured: measuredInRun(sql, id),
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
