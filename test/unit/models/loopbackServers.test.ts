import { strict as assert } from 'node:assert';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loopbackServerOf, loopbackServers, modelsOfLoopback } from '../../../src/models/loopbackServers.ts';

const signal = new AbortController().signal;

/** Runs a check against a server that lists models as Ollama and LM Studio do. */
async function serving(answer: RequestListener, check: (baseUrl: string) => Promise<void>): Promise<void> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    await check(`http://127.0.0.1:${port}/v1`);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

describe('servers of this machine', () => {
  it('are looked for at their own ports, Ollama also where its variable puts it', () => {
    const at = (host?: string) => loopbackServers({ OLLAMA_HOST: host })[0]?.baseUrl;
    assert.equal(at(), 'http://127.0.0.1:11434/v1');
    assert.equal(at('0.0.0.0:9000'), 'http://127.0.0.1:9000/v1');
    assert.equal(at('http://localhost'), 'http://localhost:11434/v1');
    assert.equal(at('elsewhere.example:9000'), 'http://127.0.0.1:11434/v1');
    assert.equal(at('a b'), 'http://127.0.0.1:11434/v1');
  });

  it('offer the models that can chat, named with their program and at no price', () =>
    serving(
      (request, response) => {
        assert.equal(request.url, '/v1/models');
        response.end(JSON.stringify({ data: [{ id: 'qwen3:4b' }, { id: 'nomic-embed-text' }, { no: 1 }] }));
      },
      async (baseUrl) => {
        const [model, ...others] = await modelsOfLoopback([{ title: 'Ollama', baseUrl }], signal);
        assert.equal(others.length, 0);
        assert.equal(model?.title, 'qwen3:4b (Ollama)');
        assert.equal(model?.price?.prompt, 0);
        assert(model && loopbackServerOf(model.ref, [{ title: 'Ollama', baseUrl }]));
      },
    ));

  it('are passed over where nothing, an error or something else answers', async () => {
    const nobody = await modelsOfLoopback([{ title: 'Nobody', baseUrl: 'http://127.0.0.1:9/v1' }], signal);
    assert.deepEqual(nobody, []);
    for (const body of ['<html>', '{"data": 3}', 'null'])
      await serving(
        (_, response) => void response.end(body),
        async (baseUrl) =>
          assert.deepEqual(await modelsOfLoopback([{ title: 'Other', baseUrl }], signal), []),
      );
  });

  it('are not waited for where they say nothing', () =>
    serving(
      () => {},
      async (baseUrl) => assert.deepEqual(await modelsOfLoopback([{ title: 'Mute', baseUrl }], signal), []),
    ));
});
