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
  ['Replicate token', ['r8', body.slice(0, 37)].join('_')],
  ['Perplexity API key', ['pplx', body.slice(0, 48)].join('-')],
  ['Tavily API key', ['tvly', body.slice(0, 32)].join('-')],
  ['NVIDIA API key', ['nvapi', body.slice(0, 64)].join('-')],
  ['LangSmith API key', ['lsv2', 'pt', hex.slice(0, 32), hex.slice(0, 10)].join('_')],
  ['Databricks token', ['da', `pi${hex.slice(0, 32)}`].join('')],
  ['Alibaba Cloud access key', ['LT', `AI${body.slice(0, 20)}`].join('')],
  ['Tencent Cloud access key', ['AK', `ID${body.slice(0, 32)}`].join('')],
  ['DigitalOcean token', ['dop', 'v1', hex].join('_')],
  ['Shopify token', ['shpat', hex.slice(0, 32)].join('_')],
  ['API key', ['sk', hex.slice(0, 32)].join('-')],
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

  for (const [text, secret] of [
    ['Authorization: Basic ', 'dXNlcjpRN3JLMlZuWHc5'],
    ['API key: ', hex.slice(0, 32)],
    ['"client_secret": "', body.slice(0, 24)],
    ['**Token:** ', body.slice(0, 32)],
    ['口令为 ', 'Wq4#nR7vBx'],
  ] as const) {
    it(`finds what words call a credential: ${text}`, () => {
      const [found] = secretsIn(`${text}${secret}, as agreed.`);
      assert.deepEqual(found?.span, { start: text.length, end: text.length + secret.length });
    });
  }

  it('passes what words call a credential and none made up by chance', () => {
    const texts = [
      'password: must-be-changed-1',
      'password: {{password}}',
      'token: cl100k_base',
      'token = tokenizer.eosTokenId2',
      'API key: process.env.OPENAI_API_KEY_2',
      'The key is https://keys.example.net/Ab12Cd34Ef56',
      'key: Gpt4OmniTokenizerFast',
      '密码：不少于 8 位，含数字',
    ];
    for (const text of texts) assert.deepEqual(secretsIn(text), [], text);
  });

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
