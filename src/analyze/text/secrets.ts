import type { Span } from '../../base/span.ts';

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
  ['Groq API key', 'gsk_[A-Za-z0-9]{52}'],
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
  /example|your|placeholder|dummy|sample|redacted|secret|password|passw|changeme|xxxx|\*\*\*|\.\.\.|12345|abcdef/i;

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
  return [...tokens, ...blocks, ...urls];
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
