import { type Span, touches } from '../../base/span.ts';

/** A stretch of text in the shape of a credential. */
export interface Secret {
  readonly kind: string;
  readonly span: Span;
}

/** Shapes after the makers' documented prefixes and the rules of gitleaks (config/gitleaks.toml). */
const shapes: readonly (readonly [kind: string, shape: string])[] = [
  ['OpenAI API key', 'sk-(?:(?:proj|svcacct|admin)-[\\w-]{20,200}|[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20})'],
  ['Anthropic API key', 'sk-ant-(?:api|admin)\\d\\d-[\\w-]{80,120}'],
  ['OpenRouter API key', 'sk-or-v1-[0-9a-f]{64}'],
  ['AWS access key', '(?:AKIA|ASIA)[A-Z2-7]{16}'],
  ['Google API key', 'AIza[\\w-]{35}'],
  ['GitHub token', 'gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_\\w{82}'],
  ['GitLab token', 'glpat-[\\w-]{20}'],
  ['Slack token', 'xox[abeprs]-\\d{10,13}-[A-Za-z0-9-]{20,120}'],
  ['Stripe key', '[sr]k_live_[A-Za-z0-9]{20,120}'],
  ['SendGrid API key', 'SG\\.[\\w-]{22}\\.[\\w-]{43}'],
  ['Hugging Face token', 'hf_[A-Za-z]{34}'],
  ['Groq API key', 'gsk_[A-Za-z0-9]{48,60}'],
  ['Replicate token', 'r8_[A-Za-z0-9]{36,40}'],
  ['Perplexity API key', 'pplx-[A-Za-z0-9]{48}'],
  ['Tavily API key', 'tvly-(?:dev-|prod-)?[A-Za-z0-9]{32}'],
  ['NVIDIA API key', 'nvapi-[\\w-]{60,72}'],
  ['LangSmith API key', 'lsv2_(?:pt|sk)_[0-9a-f]{32}_[0-9a-f]{10}'],
  ['Langfuse secret key', 'sk-lf-[0-9a-f]{8}-[0-9a-f-]{27}'],
  ['Databricks token', 'dapi[0-9a-f]{32}'],
  ['Alibaba Cloud access key', 'LTAI[A-Za-z0-9]{20}'],
  ['Tencent Cloud access key', 'AKID[A-Za-z0-9]{32}'],
  ['DigitalOcean token', 'dop_v1_[0-9a-f]{64}'],
  ['Shopify token', 'shpat_[0-9a-fA-F]{32}'],
  ['PyPI token', 'pypi-AgEIcHlwaS5vcmc[\\w-]{50,1000}'],
  ['Telegram bot token', '\\d{8,10}:AA[\\w-]{33}'],
  ['Google access token', 'ya29\\.[\\w-]{30,500}'],
  // DeepSeek, Alibaba Cloud Model Studio, Moonshot and others write keys of this shape.
  ['API key', 'sk-[A-Za-z0-9]{32,64}'],
  ['xAI API key', 'xai-[A-Za-z0-9]{80}'],
  ['npm token', 'npm_[A-Za-z0-9]{36}'],
  ['JSON Web Token', 'eyJ[\\w-]{10,500}\\.eyJ[\\w-]{10,2000}\\.[\\w-]{20,1000}'],
];
const token = new RegExp(
  `(?<![\\w-])(?:${shapes.map(([, shape]) => `(${shape})`).join('|')})(?![\\w-])`,
  'g',
);
const keyBlock = /-----BEGIN (?:[A-Z]{2,9} )?PRIVATE KEY(?: BLOCK)?-----\s{1,4}(?=[A-Za-z0-9+/=]{40})/g;
const urlPassword = /\b[a-z][a-z0-9+]{1,15}:\/\/[\w.-]{1,64}:([^\s:@/{}<>$"'`]{8,128})@[\w-][\w.-]{0,253}/g;

/** Words of examples: nobody's key spells them, and documentation does. */
const dummy =
  /example|your|placeholder|dummy|sample|redacted|secret|password|passw|p@ss|changeme|xxxx|\*\*\*|\.\.\.|12345|^123|abcdef/i;

/** The credentials in a text. Those whose letters repeat too much, or that call themselves examples, are none. */
export function secretsIn(text: string): readonly Secret[] {
  const tokens = [...text.matchAll(token)].flatMap((match): Secret[] => {
    const found = match.slice(1).findIndex((group) => group !== undefined);
    return isReal(match[0], 3) ? [at(shapes[found]?.[0] ?? '', match.index, match[0])] : [];
  });
  const blocks = [...text.matchAll(keyBlock)].map(({ 0: head, index }) =>
    at('private key', index, head.trimEnd()),
  );
  const urls = [...text.matchAll(urlPassword)].flatMap(({ 0: url, 1: password = '', index }): Secret[] =>
    isReal(password, 2.5)
      ? [at('password in a URL', index + url.lastIndexOf(`:${password}@`) + 1, password)]
      : [],
  );
  const shaped = [...tokens, ...blocks, ...urls];
  const named = namedSecrets(text).filter((each) => !shaped.some(({ span }) => touches(span, each.span)));
  return [...shaped, ...named];
}

const value = '["\'`“「]?(?<value>[^\\s"\'`“”‘’「」<>{}()（），。；、;|\\\\]{8,200})';
/** Words that say what the value after them is. */
const named = new RegExp(
  [
    '(?:(?<password>\\b(?:pass ?word|passwd|pwd|passphrase|passcode)|密码|口令)',
    '|(?<key>\\bauthorization["\']?: ?(?:basic|bearer)(?= )|\\bbearer(?= )|(?:\\b|_)(?:(?:api|secret|access|private|auth|client|bearer)[ _-]?)?(?:key|token|secret|credentials?)\\b|密钥|秘钥|令牌))',
    '["\'`”*]{0,3}(?:\\s(?:of|for|to|on)\\s[\\w .-]{1,30}?(?=[=:]|\\sis\\s))?',
    '(?:\\s{0,3}(?:=>|[=:：]|\\bis\\b|\\bare\\b|为|是)\\*{0,2})?\\s{0,3}',
    value,
  ].join(''),
  'gi',
);

/** Values that words call credentials and that look made up by chance. */
function namedSecrets(text: string): readonly Secret[] {
  if (!credentialWord.test(text)) return [];
  return [...text.matchAll(named)].flatMap(({ 0: match, index, groups }): Secret[] => {
    const { password, value = '' } = groups ?? {};
    const written = value.replace(/[.,:?*]+$/, '');
    const looksReal = password === undefined ? isKey(written) : isPassword(written);
    const kind = password === undefined ? 'key or token' : 'password';
    return looksReal ? [at(kind, index + match.length - value.length, written)] : [];
  });
}

const credentialWord = /pass|pwd|key|token|secret|credential|bearer|basic|密码|口令|密钥|秘钥|令牌/i;
/** Names in code, of variables and files, addresses and settings. */
const otherValue = /^(?:[\w$-]+(?:\.[\w$-]+)+|[A-Z][A-Z0-9_]*|[./~$%@].*|.*:\/\/.*|.*[=:].*[=:].*)$/;

function isPassword(text: string): boolean {
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^\w-]/].filter((kind) => kind.test(text));
  const isPlain = /^[!-~]+$/.test(text) && /\d/.test(text) && !otherValue.test(text);
  return isPlain && kinds.length >= 3 && isReal(text, 2.5);
}

function isKey(text: string): boolean {
  const isHex = /^[0-9a-f-]{32,}$/i.test(text);
  const isMixed = [/[a-z].*[a-z]/, /[A-Z].*[A-Z]/, /\d.*\d/].every((kind) => kind.test(text));
  const isPlain = /^[\w+/=.~-]{16,}$/.test(text) && !otherValue.test(text);
  return isPlain && (isHex || isMixed) && isReal(text, 3);
}

function at(kind: string, start: number, text: string): Secret {
  return { kind, span: { start, end: start + text.length } };
}

function isReal(text: string, bits: number): boolean {
  return !dummy.test(text) && entropyOf(text) >= bits;
}

/** Shannon entropy in bits per character. */
function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => {
    const share = count / text.length;
    return sum - share * Math.log2(share);
  }, 0);
}
