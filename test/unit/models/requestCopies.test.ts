import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { copiesOf, copyOf } from '../../../src/models/requestCopies.ts';
import type { ModelRequest } from '../../../src/models/types.ts';

function request(content: string): ModelRequest {
  return {
    model: { provider: 'openai', model: 'm', baseUrl: 'http://127.0.0.1:1/v1' },
    messages: [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content },
    ],
    sampling: { temperature: 0.2, maxTokens: 20 },
  };
}

describe('copies of a request', () => {
  it('name the roles where there are several messages', () => {
    assert.equal(copyOf(request('Hello'), 'text'), '[system]\nBe brief.\n\n[user]\nHello');
  });

  it('offer no command for models that no address reaches', () => {
    assert.deepEqual(copiesOf({ model: { provider: 'vscode-lm', model: 'm' } }), ['text', 'json']);
  });

  it('hand a shell exactly the body, whatever the text holds', function () {
    this.timeout(60_000);
    const texts = fc
      .string({ unit: 'grapheme' })
      .filter((text) => !text.includes('\0') && text.isWellFormed());
    const property = fc.property(texts, (text) => {
      const command = copyOf(request(`it's "${text}" $HOME \`id\``), 'curl');
      // A function in the place of curl prints its last argument: what -d was given.
      const script = `curl() { eval "printf %s \\"\\\${$#}\\""; }\n${command}`;
      const printed = execFileSync('sh', ['-c', script], { encoding: 'utf8' });
      assert.equal(printed, copyOf(request(`it's "${text}" $HOME \`id\``), 'json'));
    });
    fc.assert(property, { numRuns: 40 });
  });
});
