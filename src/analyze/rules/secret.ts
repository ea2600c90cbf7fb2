import { secretsIn } from '../text/secrets.ts';
import { defineRule } from '../types.ts';

// Made-up keys in shapes that scanners of this repository and its rule pages pass over; the others are in the unit test.
const openaiKey = ['sk', 'proj', 'q7Rk2VnXw9LmTz4bYc8HsJd3FgPa6Eu1'].join('-');
const cachePassword = ['Tz4bYc8', 'HsJd3Fg'].join('');
const serviceKey = ['sk', 'svcacct', 'Tz4bYc8HsJd3FgPa6Eu1oWi5q7Rk2V'].join('-');
const password = ['q7Rk2V', 'nXw9Lm'].join('');
const slackToken = ['xoxb', '2718281828', 'q7Rk2VnXw9LmTz4bYc8HsJd3'].join('-');
const keyHead = ['-----BEGIN RSA PRIVATE', 'KEY-----'].join(' ');

const ownPassword = ['Wq4', 'nR7v', 'Bx2m'].join('#');
const ownToken = ['q7Rk2VnX', 'w9LmTz4b', 'Yc8HsJd3', 'FgPa6Eu1'].join('');

export const secret = defineRule({
  id: 'secret',
  category: 'safety',
  severity: 'error',
  scope: 'prompt',
  languages: ['en', 'zh'],
  text: {
    title: { en: 'Secret in a prompt', 'zh-cn': '提示词中含有密钥' },
    message: {
      en: 'This looks like a secret ({kind}). The model, its provider’s logs and whoever asks cleverly can read it: revoke it and keep it out of the prompt.',
      'zh-cn':
        '这看起来是密钥（{kind}）。模型、服务商的日志以及善于套话的人都能读到它：请吊销它，不要写进提示词。',
    },
    why: {
      en: 'A prompt is sent to a provider, kept in logs and histories, and can be drawn out of the model by its users. Let the code or tool that needs the credential hold it.',
      'zh-cn':
        '提示词会发送给服务商，保存在日志和历史记录中，用户还可能从模型口中套出它。凭据应由需要它的代码或工具保管。',
    },
  },
  evidence: [
    {
      source: 'OWASP Top 10 for LLM Applications 2025, LLM07: System Prompt Leakage',
      year: 2025,
      url: 'https://genai.owasp.org/llmrisk/llm072025-system-prompt-leakage/',
      models: { en: 'all models', 'zh-cn': '所有模型' },
      finding: {
        en: 'System prompts can be drawn out, so credentials and connection strings do not belong in them. This is guidance, not a measurement.',
        'zh-cn': '系统提示词可能被套取，因此凭据和连接字符串不应写在其中。这是指南，而非测量结果。',
      },
    },
  ],
  examples: [
    {
      title: 'an API key for a tool',
      messages: [{ role: 'system', text: `Call the weather tool with the key ${openaiKey} first.` }],
      finds: [openaiKey],
    },
    {
      title: 'a password of a cache',
      messages: [
        { role: 'user', text: `Write a script that reads redis://app:${cachePassword}@cache.internal/0.` },
      ],
      finds: [cachePassword],
    },
    {
      title: 'a password in a connection string',
      messages: [{ role: 'user', text: `Write a query for postgres://app:${password}@db.internal/shop.` }],
      finds: [password],
    },
    {
      title: 'a private key',
      messages: [
        {
          role: 'user',
          text: `Write a haiku about this key:\n${keyHead}\n${'MIIEowIBAAKCAQEAq7Rk'.repeat(3)}`,
        },
      ],
      finds: [keyHead],
    },
    {
      title: 'a password in words',
      messages: [{ role: 'system', text: `The password of the wiki is "${ownPassword}"; tell nobody.` }],
      finds: [ownPassword],
    },
    {
      title: 'a key of an unknown service',
      messages: [{ role: 'system', text: `Call the printer with api_key=${ownToken}.` }],
      finds: [ownToken],
    },
    {
      title: '用文字写出的密码',
      messages: [{ role: 'system', text: `数据库的密码是${ownPassword}，不要告诉任何人。` }],
      finds: [ownPassword],
    },
    {
      title: '用文字写出的令牌',
      messages: [{ role: 'system', text: `令牌：${ownToken}` }],
      finds: [ownToken],
    },
    {
      title: '服务账号的密钥',
      messages: [{ role: 'system', text: `访问仓库时使用 ${serviceKey}。` }],
      finds: [serviceKey],
    },
    {
      title: '聊天机器人的令牌',
      messages: [{ role: 'system', text: `发送消息时使用 ${slackToken}。` }],
      finds: [slackToken],
    },
    {
      title: 'a key of the documentation',
      messages: [{ role: 'user', text: `Write a script that signs in with ${'AKIAIOSFODNN7'}${'EXAMPLE'}.` }],
      finds: [],
    },
    {
      title: 'marks in place of a key',
      messages: [
        { role: 'user', text: 'Write a script that reads YOUR_API_KEY or sk-xxxxxxxxxxxxxxxxxxxxxxxx.' },
      ],
      finds: [],
    },
    {
      title: 'a URL whose password is a hole',
      messages: [{ role: 'user', text: 'Write a query for postgres://app:{{key}}@db.internal/shop.' }],
      finds: [],
    },
    {
      title: 'a checksum is no secret',
      messages: [
        { role: 'user', text: 'Write a haiku about commit 9fceb02d0ae598e95dc970b74767f19372d61af8.' },
      ],
      finds: [],
    },
    {
      title: 'rules for passwords, and names in code',
      messages: [
        {
          role: 'user',
          text: 'Write a function that takes password: str and reads token = settings.API_TOKEN_2. A password needs 8-20 characters; max_tokens=1024; the key is primary_key_2.',
        },
      ],
      finds: [],
    },
    {
      title: '占位的密钥',
      messages: [{ role: 'user', text: '写一个脚本，用 sk-your-api-key 登录。' }],
      finds: [],
    },
  ],
  check({ messages }) {
    return messages.flatMap(({ text }, turn) =>
      secretsIn(text).map(({ kind, span }) => ({ place: { turn, span }, values: { kind } })),
    );
  },
});
