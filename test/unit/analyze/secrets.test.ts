import assert from 'node:assert/strict';
import { analyze } from '../../../src/analyze/analyze.ts';
import { secretsIn } from '../../../src/analyze/text/secrets.ts';
import { say } from '../../../src/base/text.ts';
import { promptFromText } from '../../../src/prompt/fromText.ts';

// Put together from parts, so that no scanner takes this file for a leak.
const body = 'q7Rk2VnXw9LmTz4bYc8HsJd3FgPa6Eu1oWi5'.repeat(3);
const hex = '9fc4b02d7ae58b1c'.repeat(4);
const letters = 'qRkVnXwLmTzbYcHsJdFgPaEuoWiKpQvNtB';
const keys: readonly (readonly [kind: string, key: string])[] = [
  ['OpenAI API key', ['sk', 'proj', body.slice(0, 40)].join('-')],
  ['OpenAI API key', ['sk', 'svcacct', body.slice(0, 40)].join('-')],
  ['OpenAI API key', ['sk', 'admin', body.slice(0, 40)].join('-')],
  ['OpenAI API key', `sk-${body.slice(0, 20)}${['T3Blbk', 'FJ'].join('')}${body.slice(4, 24)}`],
  ['Anthropic API key', ['sk', 'ant', 'api03', body.slice(0, 93)].join('-')],
  ['OpenRouter API key', ['sk', 'or', 'v1', hex].join('-')],
  ['AWS access key', ['AK', 'IAQ7RZ2VNXW6LMT4BY'].join('')],
  ['AWS access key', ['AS', 'IAQ7RZ2VNXW6LMT4BY'].join('')],
  ['Google API key', ['AI', 'za', body.slice(1, 36)].join('')],
  ['GitHub token', ['ghp', body.slice(0, 36)].join('_')],
  ['GitHub token', ['github', 'pat', body.slice(0, 82)].join('_')],
  ['GitLab token', ['glpat', body.slice(0, 20)].join('-')],
  ['Slack token', ['xoxb', '2718281828', body.slice(0, 24)].join('-')],
  ['Stripe key', ['sk', 'live', body.slice(0, 24)].join('_')],
  ['SendGrid API key', ['SG', body.slice(0, 22), body.slice(0, 43)].join('.')],
  ['Hugging Face token', ['hf', letters].join('_')],
  ['Groq API key', ['gsk', body.slice(0, 52)].join('_')],
  ['xAI API key', ['xai', body.slice(0, 80)].join('-')],
  ['npm token', ['npm', body.slice(0, 36)].join('_')],
  ['JSON Web Token', [`eyJ${body.slice(0, 20)}`, `eyJ${body.slice(0, 30)}`, body.slice(0, 43)].join('.')],
];

describe('secretsIn', () => {
  for (const [kind, key] of keys) {
    it(`finds: ${kind} ${key.slice(0, 8)}`, () => {
      assert.deepEqual(secretsIn(`use ${key}.`), [{ kind, span: { start: 4, end: 4 + key.length } }]);
    });

    it(`passes what is near it: ${kind} ${key.slice(0, 8)}`, () => {
      const near = [key.slice(0, 15), `x${key}`, `x-${key}`, key.replace(/.{8}$/, 'EXAMPLE0')];
      for (const text of near) assert.deepEqual(secretsIn(`use ${text}.`), [], text);
      assert.deepEqual(secretsIn(`use ${key.slice(0, 8)}${'x'.repeat(key.length - 8)}.`), []);
    });
  }

  it('passes a public key', () => {
    const block = ['-----BEGIN PUBLIC', `KEY-----\n${body}`].join(' ');
    assert.deepEqual(secretsIn(block), []);
  });
});

describe('a secret that is found', () => {
  it('is repeated by no message, fix or fingerprint', () => {
    for (const [, key] of keys) {
      const [finding] = analyze(promptFromText([{ role: 'system', text: `Write a haiku with ${key}.` }]));
      assert.equal(finding?.ruleId, 'secret');
      const told = [say(finding.message, 'en'), say(finding.message, 'zh-cn'), JSON.stringify(finding)];
      for (const text of told) assert.ok(!text.includes(key.slice(6, 20)));
    }
  });
});
