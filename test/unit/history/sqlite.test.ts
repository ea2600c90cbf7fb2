import assert from 'node:assert/strict';
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { type Problem, ProblemError } from '../../../src/base/problem.ts';
import { createWorkerHistory } from '../../../src/history/client.ts';
import { dataHome, historyFile } from '../../../src/history/dataHome.ts';
import { storageFault } from '../../../src/history/problems.ts';
import { migrations } from '../../../src/history/schema.ts';
import { createSqliteHistory } from '../../../src/history/sqlite.ts';
import { startHistoryThread } from '../../../src/history/thread.ts';
import { reply, runStart } from './examples.ts';

const writer = fileURLToPath(new URL('writer.ts', import.meta.url));
const threadFile = new URL('../../../src/history/worker.ts', import.meta.url);

type Writer = ChildProcessByStdio<Writable, Readable, null>;

describe('history file', () => {
  let folder: string;
  let file: string;
  const notices: Problem[] = [];
  const open = (patience?: number) =>
    createSqliteHistory({
      file,
      notify: (problem) => notices.push(problem),
      ...(patience === undefined ? {} : { patience }),
    });
  const codeOf = async (work: Promise<unknown>) => {
    const error = await work.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    assert.ok(error instanceof ProblemError, `${error}`);
    assert.ok(!/\{\w+\}/.test(error.message), error.message);
    return error.problem.code;
  };
  const fill = async (runId: string, count: number) => {
    const history = open();
    await history.begin(runStart(runId));
    await Promise.all(Array.from({ length: count }, (_, slot) => history.append(runId, reply(slot))));
    await history.close();
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'history-'));
    file = join(folder, 'history.sqlite');
    notices.length = 0;
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is not created before it is used', async () => {
    await open().close();
    assert.deepEqual(readdirSync(folder), []);
  });

  it('takes several processes writing at once', async () => {
    const ids = ['one', 'two', 'three'];
    const writers = await Promise.all(ids.map((id) => startWriter(file, id, 60)));
    for (const { stdin } of writers) stdin.write('go\n');
    const codes = await Promise.all(writers.map((child) => once(child, 'close')));
    assert.deepEqual(
      codes,
      ids.map(() => [0, null]),
    );
    const history = open();
    for (const id of ids) assert.equal((await history.outcomes(id)).length, 60, id);
    await history.close();
    assert.deepEqual(notices, []);
  });

  it('holds everything acknowledged after kill -9', async () => {
    const child = await startWriter(file, 'killed', 0);
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += String(chunk);
      if (output.length > 600) child.kill('SIGKILL');
    });
    child.stdin.write('go\n');
    await once(child, 'close');
    const acknowledged = output.split('\n').slice(0, -1).map(Number);
    assert.ok(acknowledged.length > 50);
    const history = open();
    const stored = new Set((await history.outcomes('killed')).map(({ slot }) => slot));
    assert.deepEqual(
      acknowledged.filter((slot) => !stored.has(slot)),
      [],
    );
    assert.equal((await history.run('killed'))?.finishedAt, undefined);
    await history.close();
  });

  it('sets a damaged file aside and begins a new one', async () => {
    const garbage = 'this was a database once '.repeat(500);
    writeFileSync(file, garbage);
    await fill('r', 3);
    assert.deepEqual(
      notices.map(({ code }) => code),
      ['history-set-aside'],
    );
    const aside = readdirSync(folder).find((name) => name.includes('damaged')) ?? '';
    assert.equal(readFileSync(join(folder, aside), 'utf8'), garbage);
  });

  it('sets a damaged file aside once, however many processes find it', async () => {
    const garbage = 'this was a database once '.repeat(500);
    writeFileSync(file, garbage);
    const ids = ['one', 'two', 'three'];
    const writers = await Promise.all(ids.map((id) => startWriter(file, id, 20)));
    for (const { stdin } of writers) stdin.write('go\n');
    await Promise.all(writers.map((child) => once(child, 'close')));
    const aside = readdirSync(folder).filter((name) => name.endsWith('.sqlite') && name.includes('damaged'));
    assert.equal(aside.length, 1, aside.join(', '));
    assert.equal(readFileSync(join(folder, aside[0] ?? ''), 'utf8'), garbage);
    const history = open();
    for (const id of ids) assert.equal((await history.outcomes(id)).length, 20, id);
    await history.close();
  });

  it('sets a file aside that turns out damaged while it is read, and goes on with a new one', async () => {
    await fill('r', 400);
    const bytes = readFileSync(file);
    const damaged = Buffer.concat([bytes.subarray(0, 4096), Buffer.alloc(bytes.length - 4096, 0xa5)]);
    writeFileSync(file, damaged);
    const history = open();
    assert.equal(await codeOf(history.outcomes('r')), 'history-damaged');
    const aside = readdirSync(folder).find((name) => name.includes('damaged')) ?? '';
    assert.deepEqual(readFileSync(join(folder, aside)), damaged);
    await history.begin(runStart('next'));
    assert.deepEqual(
      (await history.runs({})).map(({ id }) => id),
      ['next'],
    );
    await history.close();
  });

  it('leaves a file of a newer version alone', async () => {
    await fill('r', 1);
    const database = new DatabaseSync(file);
    database.exec(`PRAGMA user_version = ${migrations.length + 1}`);
    database.close();
    const before = readFileSync(file);
    assert.equal(await codeOf(open().runs({})), 'history-newer');
    assert.deepEqual(readFileSync(file), before);
  });

  it('says when another program keeps the file locked, and goes on once it is free', async () => {
    await fill('r', 1);
    const blocker = new DatabaseSync(file);
    blocker.exec('BEGIN IMMEDIATE');
    const history = open(50);
    assert.equal((await history.runs({})).length, 1);
    assert.equal(await codeOf(history.append('r', reply(7))), 'history-locked');
    blocker.exec('ROLLBACK');
    blocker.close();
    await history.append('r', reply(7));
    assert.equal((await history.outcomes('r')).length, 2);
    await history.close();
  });

  it('says when the folder cannot be made', async () => {
    writeFileSync(join(folder, 'occupied'), '');
    file = join(folder, 'occupied', 'history.sqlite');
    assert.equal(await codeOf(open().begin(runStart('r'))), 'history-read-only');
    if (process.platform === 'linux') {
      // A parent that exists and can hold no folder: Node's recursive mkdir never comes back from it.
      file = '/proc/prompt-quorum/data/history.sqlite';
      assert.equal(await codeOf(open().begin(runStart('r'))), 'history-read-only');
    }
    file = join(folder, 'directory');
    mkdirSync(file);
    assert.equal(await codeOf(open().begin(runStart('r'))), 'history-read-only');
  });

  it('names the fault behind a result code of SQLite or the file system', () => {
    const faults = [{ errcode: 5 }, { errcode: 1288 }, { errcode: 13 }, { errcode: 267 }, { code: 'EROFS' }];
    assert.deepEqual(faults.map(storageFault), [
      'history-locked',
      'history-read-only',
      'history-full',
      'history-damaged',
      'history-read-only',
    ]);
    assert.equal(storageFault(new Error('else')), undefined);
  });

  it('tells a damaged file from its own thread too', async () => {
    writeFileSync(file, 'damaged '.repeat(2000));
    const history = createWorkerHistory(
      () => startHistoryThread(threadFile, file),
      (problem) => notices.push(problem),
    );
    await history.begin(runStart('r'));
    assert.deepEqual(
      notices.map(({ code }) => code),
      ['history-set-aside'],
    );
    await history.close();
  });

  it('starts its thread again after it died', async () => {
    const threads: ReturnType<typeof startHistoryThread>[] = [];
    const history = createWorkerHistory(
      () => {
        const thread = startHistoryThread(threadFile, file);
        threads.push(thread);
        return thread;
      },
      (problem) => notices.push(problem),
    );
    await history.begin(runStart('r'));
    const died = new Promise((resolve) => threads[0]?.onDeath(resolve));
    const underWay = codeOf(history.append('r', reply(0)));
    threads[0]?.terminate();
    assert.equal(await underWay, 'history-stopped');
    await died;
    await history.append('r', reply(0));
    assert.equal((await history.run('r'))?.outcomes, 1);
    assert.equal(threads.length, 2);
    await history.close();
  });
});

describe('data folder', () => {
  const machine = (platform: NodeJS.Platform, env: Record<string, string> = {}) =>
    dataHome({ platform, home: '/home/user', env });

  it('is the platform’s usual place unless PROMPT_QUORUM_HOME names another', () => {
    assert.equal(machine('linux'), '/home/user/.local/share/prompt-quorum');
    assert.equal(machine('linux', { XDG_DATA_HOME: '/data' }), '/data/prompt-quorum');
    assert.equal(machine('linux', { XDG_DATA_HOME: 'relative' }), '/home/user/.local/share/prompt-quorum');
    assert.equal(machine('darwin'), '/home/user/Library/Application Support/prompt-quorum');
    assert.equal(machine('win32', { APPDATA: '/roaming' }), '/roaming/prompt-quorum');
    assert.equal(machine('linux', { PROMPT_QUORUM_HOME: '/elsewhere' }), '/elsewhere');
    assert.equal(
      historyFile({ platform: 'linux', home: '/', env: { PROMPT_QUORUM_HOME: '/x' } }),
      '/x/history.sqlite',
    );
  });
});

async function startWriter(file: string, run: string, count: number): Promise<Writer> {
  const child = spawn(process.execPath, [writer, file, run, String(count)], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  });
  await once(child.stdout, 'data');
  return child;
}
