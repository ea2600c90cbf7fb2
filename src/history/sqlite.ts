import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { type Problem, ProblemError } from '../base/problem.ts';
import { historyError, historyProblem, storageFault } from './problems.ts';
import { migrations } from './schema.ts';
import type { Sql } from './sql.ts';
import { createStore, type Holder } from './store.ts';
import type { History } from './types.ts';

/** Where the history lies, and who hears that a damaged file was set aside. */
export interface SqliteOptions {
  readonly file: string;
  readonly notify: (problem: Problem) => void;
  /** Longest wait for other writers, in milliseconds. */
  readonly patience?: number;
}

/** The history in a SQLite file, on this thread. The file is created or opened when first used. */
export function createSqliteHistory(options: SqliteOptions): History {
  return createStore(createSql(options), { now: Date.now, soon: setImmediate, holder: thisProcess });
}

const thisProcess: Holder = {
  name: `${hostname()} ${process.pid}`,
  isGone(heldBy) {
    const [host, pid] = heldBy.split(' ');
    if (host !== hostname()) return false;
    try {
      process.kill(Number(pid), 0);
      return false;
    } catch (thrown) {
      return thrown instanceof Error && 'code' in thrown && thrown.code === 'ESRCH';
    }
  },
};

/** A lazily opened SQLite file with its statements kept prepared. */
export function createSql({ file, notify, patience = 15_000 }: SqliteOptions): Sql {
  let database: DatabaseSync | undefined;
  const statements = new Map<string, StatementSync>();
  const close = () => {
    statements.clear();
    database?.close();
    database = undefined;
  };
  const opened = () => {
    database ??= openMended(file, patience, notify);
    return database;
  };
  const prepared = (sql: string) => {
    const known = statements.get(sql) ?? opened().prepare(sql);
    statements.set(sql, known);
    return known;
  };
  const guarded = <T>(work: () => T): T => {
    try {
      return work();
    } catch (thrown) {
      if (storageFault(thrown) !== 'history-damaged') throw problemFor(thrown, file);
      const inode = inodeOf(file);
      close();
      throw historyError(
        'history-damaged',
        { file, aside: setAside(file, inode) ?? file },
        { cause: thrown },
      );
    }
  };
  return {
    all: (sql, ...values) => guarded(() => prepared(sql).all(...values)),
    run: (sql, ...values) => guarded(() => void prepared(sql).run(...values)),
    transaction: (work) => guarded(() => inTransaction(opened(), work)),
    close,
  };
}

function inTransaction(database: DatabaseSync, work: () => void): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    work();
    database.exec('COMMIT');
  } catch (thrown) {
    rollBack(database);
    throw thrown;
  }
}

/** Fails where SQLite has rolled back by itself, or the file was closed because it is damaged; both are fine. */
function rollBack(database: DatabaseSync): void {
  try {
    database.exec('ROLLBACK');
  } catch {}
}

/** Opens the file; one that is damaged is kept under another name and a new one begun. */
function openMended(file: string, patience: number, notify: (problem: Problem) => void): DatabaseSync {
  const inode = inodeOf(file);
  try {
    return openPatiently(file, patience);
  } catch (thrown) {
    if (storageFault(thrown) !== 'history-damaged') throw problemFor(thrown, file);
    const aside = setAside(file, inode);
    if (aside !== undefined) notify(historyProblem('history-set-aside', { aside }));
  }
  try {
    return openPatiently(file, patience);
  } catch (thrown) {
    throw problemFor(thrown, file);
  }
}

/** Switching a file to WAL and recovering one do not always honour the busy time-out, so opening has its own. */
function openPatiently(file: string, patience: number): DatabaseSync {
  makeFolder(dirname(file));
  const end = Date.now() + patience;
  for (;;) {
    try {
      return openOnce(file, patience);
    } catch (thrown) {
      if (storageFault(thrown) !== 'history-locked' || Date.now() >= end) throw thrown;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}

/** Node's own recursive form never returns where a parent exists that can hold no folder, such as `/proc`. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (thrown) {
    if (!existsSync(folder)) throw thrown;
  }
}

function openOnce(file: string, patience: number): DatabaseSync {
  const database = new DatabaseSync(file);
  try {
    // The constructor's own option for this came with Node 22.16.
    database.exec(`PRAGMA busy_timeout = ${patience}`);
    const version = versionOf(database);
    if (version > migrations.length) throw historyError('history-newer', { file });
    // NORMAL: a commit is in the system's hands before it returns, so a killed process loses nothing. Only a power cut
    // can take the last commits, never the file; FULL would cost a disk flush per commit to keep those too.
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
    if (version < migrations.length) inTransaction(database, () => migrate(database));
    return database;
  } catch (thrown) {
    database.close();
    throw thrown;
  }
}

/** Within the transaction the version is read again: another process may have migrated meanwhile. */
function migrate(database: DatabaseSync): void {
  for (const migration of migrations.slice(versionOf(database))) database.exec(migration);
  database.exec(`PRAGMA user_version = ${migrations.length}`);
}

function versionOf(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
}

/** Renames a damaged file with its log; `undefined` where another process has already put a new one in its place. */
function setAside(file: string, inode: number | undefined): string | undefined {
  const lock = new DatabaseSync(`${file}.lock`);
  try {
    // One process at a time: a second would rename the new file that stands there by then.
    lock.exec('PRAGMA busy_timeout = 15000; BEGIN EXCLUSIVE');
    if (inode === undefined || inode !== inodeOf(file)) return undefined;
    const aside = freeName(
      `${file.replace(/\.sqlite$/, '')}.damaged-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`,
    );
    // The log goes first: once the file is gone, a new one with a log of its own may stand there at any moment.
    for (const suffix of ['-wal', '-shm', '']) {
      if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix);
    }
    return aside;
  } catch (thrown) {
    throw historyError('history-damaged-in-use', { file }, { cause: thrown });
  } finally {
    lock.close();
  }
}

function freeName(stem: string, counter = 1): string {
  const name = counter === 1 ? `${stem}.sqlite` : `${stem}-${counter}.sqlite`;
  return existsSync(name) ? freeName(stem, counter + 1) : name;
}

function inodeOf(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.ino;
}

function problemFor(thrown: unknown, file: string): unknown {
  if (thrown instanceof ProblemError) return thrown;
  const fault = storageFault(thrown);
  return fault === undefined ? thrown : historyError(fault, { file }, { cause: thrown });
}
