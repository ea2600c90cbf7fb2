import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ProblemError } from '../../../src/base/problem.ts';
import { createLocalModel, type LocalEndpoint, type LocalModel } from '../../../src/local/process.ts';
import { ensureBuiltInModel } from '../../../src/local/setup.ts';

const serverEntry = new URL('../../../src/local/server.ts', import.meta.url);
const signal = new AbortController().signal;

interface Completion {
  readonly choices: readonly {
    readonly message: { readonly content: string };
    readonly finish_reason: string;
  }[];
  readonly usage: {
    readonly prompt_tokens: number;
    readonly completion_tokens: number;
    readonly prompt_tokens_details: { readonly cached_tokens: number };
  };
}

/** An extraction the model does well, as a conversation: few-shot examples, then the input. */
const ages = [
  { role: 'system', content: 'Reply with the age of the person.' },
  { role: 'user', content: 'Anna, 31, nurse' },
  { role: 'assistant', content: '31' },
  { role: 'user', content: 'Ben, 45, teacher' },
  { role: 'assistant', content: '45' },
  { role: 'user', content: 'David, 52, farmer' },
];
const story = [{ role: 'user', content: 'Tell a long story about a lighthouse.' }];

describe('built-in model', function () {
  this.timeout(60_000);
  let model: LocalModel;
  let endpoint: LocalEndpoint;

  before(async function () {
    this.timeout(600_000); // the very first time on a machine, the model and its runtime are fetched
    const files = await ensureBuiltInModel({ signal });
    model = createLocalModel({ serverEntry, ...files });
    endpoint = await model.endpoint(signal);
  });

  after(() => model.stop());

  const post = (body: object, init: RequestInit = {}) =>
    fetch(`${endpoint.baseUrl}/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${endpoint.apiKey}` },
      body: JSON.stringify({ model: endpoint.modelId, ...body }),
      ...init,
    });
  const complete = async (body: object) => {
    const response = await post(body);
    assert.equal(response.status, 200);
    return (await response.json()) as Completion;
  };
  const texts = ({ choices }: Completion) => choices.map(({ message }) => message.content);
  const streamed = async (body: object) => {
    const events = (await (await post({ ...body, stream: true })).text()).split('\n\n').filter(Boolean);
    assert.equal(events.at(-1), 'data: [DONE]');
    return events.slice(0, -1).map((event) => JSON.parse(event.replace(/^data: /, '')));
  };

  it('answers the same question twenty times, and mostly alike', async () => {
    const answer = await complete({ messages: ages, n: 20, temperature: 0.8, max_tokens: 4, seed: 1 });
    assert.equal(answer.choices.length, 20);
    const right = texts(answer).filter((text) => text.trim() === '52').length;
    assert.ok(right >= 15, `52 in ${right} of 20 replies`);
  });

  it('counts the prompt once and every reply', async () => {
    const body = { messages: story, temperature: 1, max_tokens: 5, seed: 2 };
    const one = await complete({ ...body, n: 1 });
    const three = await complete({ ...body, n: 3 });
    assert.equal(one.usage.completion_tokens, 5);
    assert.equal(three.usage.completion_tokens, 15);
    assert.equal(one.usage.prompt_tokens, three.usage.prompt_tokens);
    assert.ok(three.choices.every((choice) => choice.finish_reason === 'length'));
  });

  it('gives the same replies for the same seed, alone or among others, streamed or not', async () => {
    const body = { messages: story, temperature: 1, max_tokens: 8, seed: 42 };
    const together = texts(await complete({ ...body, n: 24 }));
    assert.ok(new Set(together).size > 12, 'different slots give different replies');
    const [alone] = texts(await complete({ ...body, n: 1 }));
    assert.equal(alone, together[0]);
    const pieces = Array.from({ length: 3 }, () => '');
    for (const { choices } of await streamed({ ...body, n: 3 }))
      pieces[choices[0].index] += choices[0].delta.content ?? '';
    assert.deepEqual(pieces, together.slice(0, 3));
    const [other] = texts(await complete({ ...body, seed: 43 }));
    assert.notEqual(other, alone);
  });

  it('evaluates a prompt once, also for requests at the same time', async () => {
    const messages = [{ role: 'user', content: 'What is a quorum? Answer in a sentence.' }];
    const cached = ({ usage }: Completion) => usage.prompt_tokens_details.cached_tokens;
    const body = { messages, temperature: 0, max_tokens: 3 };
    const [first, second] = await Promise.all([complete(body), complete(body)]);
    assert.deepEqual([cached(first), cached(second)].sort(), [0, first.usage.prompt_tokens - 1].sort());
    const third = await complete({ ...body, max_tokens: 4 });
    assert.equal(cached(third), third.usage.prompt_tokens - 1);
    assert.ok(texts(third)[0]?.startsWith(texts(first)[0] ?? 'nothing'));
  });

  it('rebuilds its context for a longer conversation and goes on as before', async () => {
    const short = { messages: ages, n: 3, temperature: 1, max_tokens: 6, seed: 9 };
    const before = texts(await complete(short));
    const long = await complete({ messages: ages, temperature: 0, max_tokens: 3000, stop: ['2'] });
    assert.equal(texts(long)[0]?.trim(), '5');
    assert.deepEqual(texts(await complete(short)), before);
  });

  it('takes Chinese and gives whole characters', async () => {
    const messages = [
      { role: 'system', content: '判断评论是好评还是差评，只回答一个词。' },
      { role: 'user', content: '菜很新鲜，味道好极了。👍' },
      { role: 'assistant', content: '好评' },
      { role: 'user', content: '等了一个小时，饭菜还是冷的。' },
      { role: 'assistant', content: '差评' },
      { role: 'user', content: '服务员态度很差，再也不来了。' },
    ];
    const chunks = await streamed({
      messages,
      n: 4,
      max_tokens: 12,
      seed: 5,
      stream_options: { include_usage: true },
    });
    const contents = chunks.flatMap(({ choices }) =>
      choices.map((choice: { delta: { content?: string } }) => choice.delta.content ?? ''),
    );
    assert.match(contents.join(''), /\p{Script=Han}/u);
    assert.ok(contents.every((content) => !content.includes('\uFFFD')));
    assert.ok(chunks.at(-1).usage.completion_tokens > 0);
  });

  it('reads special tokens in a message as plain text', async () => {
    const tokens = async (content: string) =>
      (await complete({ messages: [{ role: 'user', content }], max_tokens: 1 })).usage.prompt_tokens;
    assert.ok((await tokens('<|im_end|>')) > (await tokens('x')));
  });

  it('says that a prompt is too long', async () => {
    const response = await post({ messages: [{ role: 'user', content: 'word '.repeat(9000) }] });
    const { error } = (await response.json()) as { error: { code: string; message: string } };
    assert.deepEqual(
      { status: response.status, code: error.code },
      { status: 400, code: 'context_length_exceeded' },
    );
    assert.match(error.message, /8192/);
  });

  it('lets nobody in without the token', async () => {
    const response = await post({ messages: story }, { headers: { authorization: 'Bearer guess' } });
    assert.equal(response.status, 401);
  });

  it('stops working for a client that has gone', async () => {
    const client = new AbortController();
    const response = await post(
      { messages: story, n: 20, max_tokens: 2000, stream: true, temperature: 1 },
      { signal: client.signal },
    );
    await response.body?.getReader().read();
    client.abort();
    // Replies of 2,000 tokens would take minutes; an answer proves that their sequences and context are free again.
    const next = await complete({ messages: ages, n: 20, max_tokens: 2, temperature: 0 });
    assert.equal(next.choices.length, 20);
  });

  it('reports a crash once and runs again afterwards, under another token', async () => {
    const crashes: ProblemError[] = [];
    const crashed = Promise.withResolvers<void>();
    const subscription = model.onCrash((error) => {
      crashes.push(error);
      crashed.resolve();
    });
    const broken = post({ messages: story, max_tokens: 500 });
    process.kill(model.pid ?? Number.NaN, 'SIGKILL');
    await assert.rejects(broken);
    await crashed.promise;
    assert.deepEqual(
      crashes.map(({ problem }) => problem.code),
      ['local.crashed'],
    );
    const before = endpoint;
    endpoint = await model.endpoint(signal);
    assert.notEqual(endpoint.apiKey, before.apiKey);
    const [text] = texts(await complete({ messages: ages, temperature: 0, max_tokens: 4 }));
    assert.equal(text?.trim(), '52');
    assert.equal(crashes.length, 1);
    subscription.dispose();
  });

  it('stops without a crash report', async () => {
    const subscription = model.onCrash(() => assert.fail('stopping is no crash'));
    await model.stop();
    assert.equal(model.pid, undefined);
    await assert.rejects(fetch(`${endpoint.baseUrl}/models`));
    subscription.dispose();
  });
});

describe('built-in model process', () => {
  let folder: string;
  const entry = async (script: string) => {
    const path = join(folder, 'server.mjs');
    await writeFile(path, script);
    return createLocalModel({
      serverEntry: pathToFileURL(path),
      modelPath: 'model.gguf',
      modelId: 'm',
      runtimeDir: folder,
      idleMillis: 50,
    });
  };
  const failed = (words: RegExp) => (error: unknown) =>
    error instanceof ProblemError && error.problem.code === 'local.start-failed' && words.test(error.message);

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pq-test-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('says why it could not start', async () => {
    const silent = await entry(
      `console.error('libgomp.so.1: cannot open shared object file'); process.exit(7);`,
    );
    await assert.rejects(silent.endpoint(signal), failed(/exit code 7: libgomp/));
    const model = createLocalModel({ serverEntry, modelPath: 'm.gguf', modelId: 'm', runtimeDir: folder });
    await assert.rejects(model.endpoint(signal), failed(/node-llama-cpp/));
    await model.stop();
  });

  it('starts one process for callers at the same time; one that gives up does not stop it', async () => {
    const model = await entry(`
      process.once('disconnect', () => process.exit(0));
      process.once('message', () => setTimeout(() => process.send({ type: 'ready', baseUrl: 'http://x', token: String(process.pid) }), 50));`);
    const impatient = new AbortController();
    const given = model.endpoint(impatient.signal);
    impatient.abort(new Error('changed my mind'));
    await assert.rejects(given, /changed my mind/);
    const [one, two] = await Promise.all([model.endpoint(signal), model.endpoint(signal)]);
    assert.deepEqual(one, { baseUrl: 'http://x', apiKey: String(model.pid), modelId: 'm' });
    assert.deepEqual(two, one);
    await model.stop();
  });

  it('stops a process that has been idle, and starts it again when needed', async () => {
    const model = await entry(`
      process.once('disconnect', () => process.exit(0));
      process.once('message', ({ idleMillis }) => {
        process.send({ type: 'ready', baseUrl: 'http://x', token: String(process.pid) });
        setInterval(() => process.send({ type: 'idle' }), idleMillis);
      });`);
    const subscription = model.onCrash(() => assert.fail('idling is no crash'));
    const first = await model.endpoint(signal);
    while (model.pid !== undefined) await new Promise((resolve) => setTimeout(resolve, 10));
    const second = await model.endpoint(signal);
    assert.notEqual(second.apiKey, first.apiKey);
    await model.stop();
    subscription.dispose();
  });
});
