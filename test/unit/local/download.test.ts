import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { download } from '../../../src/local/setup/download.ts';

describe('download', () => {
  const content = Buffer.from(Array.from({ length: 100_000 }, (_, index) => (index * 7919) % 251));
  const sha256 = createHash('sha256').update(content).digest('hex');
  const never = new AbortController().signal;
  let folder: string;
  let target: string;
  let server: Server;
  let ranges: (string | undefined)[];
  let answer: RequestListener;

  const wholeOrRest: RequestListener = (request, response) => {
    const start = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const range = `bytes ${start}-${content.length - 1}/${content.length}`;
    response.writeHead(start > 0 ? 206 : 200, start > 0 ? { 'content-range': range } : {});
    response.end(content.subarray(start));
  };

  /** Sends a part of the file and breaks the connection once some of it has been stored. */
  const breakOff: RequestListener = (_request, response) => {
    response.writeHead(200, { 'content-length': content.length });
    response.write(content.subarray(0, 30_000));
    const timer = setInterval(() => {
      if (!existsSync(`${target}.part`) || statSync(`${target}.part`).size === 0) return;
      clearInterval(timer);
      response.destroy();
    }, 5);
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pq-test-'));
    target = join(folder, 'deep', 'model.bin');
    ranges = [];
    answer = wholeOrRest;
    server = createServer((request, response) => {
      ranges.push(request.headers.range);
      answer(request, response);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });

  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await rm(folder, { recursive: true, force: true });
  });

  const run = (more: { answerMillis?: number; stallMillis?: number } = {}, signal = never) => {
    const progress: number[] = [];
    const done = download(
      {
        url: `http://127.0.0.1:${portOf(server)}/model.bin`,
        target,
        bytes: content.length,
        sha256,
        onProgress: (bytes) => progress.push(bytes),
        ...more,
      },
      signal,
    );
    return { done, progress };
  };

  it('fetches a file, tells the progress, and leaves only the finished file', async () => {
    const { done, progress } = run();
    await done;
    assert.deepEqual(await readFile(target), content);
    assert.equal(progress.at(-1), content.length);
    assert.ok(!existsSync(`${target}.part`));
  });

  it('goes on where a broken connection left off', async () => {
    answer = breakOff;
    await assert.rejects(run().done);
    assert.ok(!existsSync(target));
    const kept = (await readFile(`${target}.part`)).length;
    assert.ok(kept > 0 && kept <= 30_000);
    answer = wholeOrRest;
    await run().done;
    assert.deepEqual(ranges, [undefined, `bytes=${kept}-`]);
    assert.deepEqual(await readFile(target), content);
  });

  it('starts over where the server ignores the range', async () => {
    answer = breakOff;
    await assert.rejects(run().done);
    answer = (_request, response) => response.end(content);
    await run().done;
    assert.deepEqual(await readFile(target), content);
  });

  it('keeps a file that ends too early for the next attempt, and says how far it came', async () => {
    answer = (_request, response) => response.end(content.subarray(0, 40_000));
    await assert.rejects(run().done, /broke off after 40000 of 100000 bytes/);
    assert.equal((await readFile(`${target}.part`)).length, 40_000);
  });

  it('throws a file with another hash away', async () => {
    answer = (_request, response) => response.end(Buffer.alloc(content.length, 1));
    await assert.rejects(run().done, /wrong hash/);
    assert.ok(!existsSync(target) && !existsSync(`${target}.part`));
  });

  it('throws away what an earlier attempt left too long', async () => {
    await run().done;
    await rm(target);
    await writeFile(`${target}.part`, Buffer.alloc(content.length + 1));
    await run().done;
    assert.deepEqual(await readFile(target), content);
  });

  it('stops at a file that is longer than expected', async () => {
    answer = (_request, response) => response.end(Buffer.concat([content, content]));
    await assert.rejects(run().done, /longer than expected/);
    assert.ok(!existsSync(target));
  });

  it('names the HTTP status', async () => {
    answer = (_request, response) => response.writeHead(404).end();
    await assert.rejects(run().done, /HTTP 404/);
  });

  it('gives up on a server that does not answer, and on one that stalls', async () => {
    answer = () => {};
    await assert.rejects(run({ answerMillis: 50 }).done, /no answer/);
    answer = (_request, response) => {
      response.writeHead(200);
      response.write(content.subarray(0, 1000));
    };
    await assert.rejects(run({ stallMillis: 50 }).done, /stalled/);
  });

  it('says so at once where nobody listens', async () => {
    const url = `http://127.0.0.1:${portOf(server)}/model.bin`;
    const closed = once(server, 'close');
    server.close();
    await closed;
    const nobody = { url, target, bytes: 1, sha256, onProgress: () => {} };
    await assert.rejects(download(nobody, never), /not reachable, ECONNREFUSED/);
  });

  it('rejects with the reason of the abort', async () => {
    answer = () => {};
    const reason = new Error('the user said stop');
    const controller = new AbortController();
    const { done } = run({}, controller.signal);
    setTimeout(() => controller.abort(reason), 20);
    await assert.rejects(done, reason);
  });
});

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
