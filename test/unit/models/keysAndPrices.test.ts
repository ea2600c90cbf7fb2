import assert from 'node:assert/strict';
import { systemClock } from '../../../src/base/clock.ts';
import { baseUrlsOf, keyFor, serverRefOf } from '../../../src/models/keys.ts';
import { createLimiter } from '../../../src/models/limiter.ts';
import { retryAfterOf } from '../../../src/models/openai/errors.ts';
import { priceOf } from '../../../src/models/prices.ts';

const nothingStored = async () => undefined;
const openAi = 'https://api.openai.com';

describe('keys', () => {
  it('give OPENAI_API_KEY to OpenAI, or to OPENAI_BASE_URL where that is set, and to nobody else', async () => {
    const environment = { OPENAI_API_KEY: 'env' };
    const elsewhere = { ...environment, OPENAI_BASE_URL: 'http://localhost:11434/v1' };
    assert.equal(await keyFor(openAi, nothingStored, environment), 'env');
    assert.equal(await keyFor('http://localhost:11434', nothingStored, environment), undefined);
    assert.equal(await keyFor('http://localhost:11434', nothingStored, elsewhere), 'env');
    assert.equal(await keyFor('http://localhost:11435', nothingStored, elsewhere), undefined);
    assert.equal(await keyFor('https://api.openai.com.example', nothingStored, environment), undefined);
  });

  it('prefer the key the user gave for the origin', async () => {
    const stored = async (origin: string) => (origin === openAi ? 'typed' : undefined);
    assert.equal(await keyFor(openAi, stored, { OPENAI_API_KEY: 'env' }), 'typed');
  });

  it('find the server: what the user chose, then the environment, then OpenAI', () => {
    const environment = { OPENAI_BASE_URL: 'http://a.example/v1' };
    assert.deepEqual(baseUrlsOf('http://b.example/v1', environment), ['http://b.example/v1']);
    assert.deepEqual(baseUrlsOf('', environment), ['http://a.example/v1']);
    assert.deepEqual(baseUrlsOf(undefined, {}), ['https://api.openai.com/v1']);
    assert.deepEqual(baseUrlsOf('file:///etc/passwd', {}), []);
  });
});

describe('base URLs', () => {
  it('name a server without what is secret or says nothing', () => {
    const named = { origin: 'https://gate.example:8443', baseUrl: 'https://gate.example:8443/openai/v1' };
    for (const url of [
      'https://gate.example:8443/openai/v1',
      ' https://gate.example:8443/openai/v1/ ',
      'https://me:secret@GATE.example:8443/openai/v1?key=secret#top',
    ])
      assert.deepEqual(serverRefOf(url), named);
    assert.equal(serverRefOf('https://api.openai.com')?.baseUrl, 'https://api.openai.com');
    assert.equal(serverRefOf('file:///v1'), undefined);
    assert.equal(serverRefOf('nothing'), undefined);
  });
});

describe('prices', () => {
  it('are known for models at OpenAI, for dated ones too, and for nothing that only has the name', () => {
    const at = (model: string, origin: string | undefined = openAi) =>
      priceOf({ provider: 'openai', model, origin: origin ?? '' });
    assert.deepEqual(at('gpt-4o-mini'), at('gpt-4o-mini-2024-07-18'));
    assert.ok((at('gpt-4o')?.completion ?? 0) > (at('gpt-4o')?.prompt ?? 0));
    assert.equal(at('gpt-4o', 'http://localhost:11434'), undefined);
    // As OpenAI published them: per million tokens.
    assert.deepEqual([at('gpt-4.1-mini')?.prompt, at('gpt-4.1-mini')?.completion], [0.4, 1.6]);
    assert.deepEqual([at('gpt-5')?.prompt, at('gpt-5')?.completion], [1.25, 10]);
    assert.equal(at('openai/gpt-5', 'https://openrouter.ai')?.completion, 10);
    assert.equal(at('openai/gpt-5'), undefined);
    assert.equal(at('gpt-unheard-of'), undefined);
    assert.equal(at('toString'), undefined);
  });
});

describe('retry-after', () => {
  it('is read as milliseconds, seconds and date', () => {
    const now = Date.parse('2026-01-01T00:00:00Z');
    const read = (headers: Record<string, string>) => retryAfterOf(new Headers(headers), now);
    assert.equal(read({ 'retry-after': '1.5' }), 1500);
    assert.equal(read({ 'retry-after': 'Thu, 01 Jan 2026 00:00:20 GMT' }), 20_000);
    assert.equal(read({ 'retry-after': 'Wed, 31 Dec 2025 00:00:00 GMT' }), 0);
    assert.equal(read({ 'retry-after-ms': '250', 'retry-after': '9' }), 250);
    assert.equal(read({ 'retry-after': 'soon' }), undefined);
    assert.equal(read({}), undefined);
  });
});

describe('limiter', () => {
  const never = new AbortController().signal;

  it('gives out no more places than there are, first come first served', async () => {
    const limiter = createLimiter(2, systemClock);
    const order: number[] = [];
    let atOnce = 0;
    const work = async (index: number) => {
      const release = await limiter.acquire(never);
      order.push(index);
      assert.ok(++atOnce <= 2);
      await new Promise((resolve) => setTimeout(resolve, 1));
      atOnce--;
      release();
      release();
    };
    await Promise.all([0, 1, 2, 3, 4, 5].map(work));
    assert.deepEqual(order, [0, 1, 2, 3, 4, 5]);
  });

  it('holds everybody back for a while, and lets go of those who stop waiting', async () => {
    const limiter = createLimiter(1, systemClock);
    limiter.holdBack(30, never);
    const gone = new AbortController();
    const abandoned = limiter.acquire(gone.signal);
    const started = performance.now();
    const waiting = limiter.acquire(never);
    gone.abort(new Error('gone'));
    await assert.rejects(abandoned, /gone/);
    (await waiting)();
    assert.ok(performance.now() - started >= 25);
  });
});
