import { type Document, isMap, isNode, isScalar, isSeq, type Node, type Pair, parseDocument } from 'yaml';
import type { Problem } from '../base/problem.ts';
import type { Span } from '../base/span.ts';
import { defineTexts, type PhraseValues, phrase, type Text } from '../base/text.ts';
import { type ProjectKeyName, type ProjectValues, projectKeys, projectTable } from './projectTable.ts';
import { holds, type Kind } from './settingKinds.ts';

/** What is wrong at a place of the file. */
export interface ProjectProblem extends Problem {
  readonly span: Span;
}

/** A file as read. What could not be used is a problem, and everything else counts. */
export interface ParsedProject {
  readonly values: ProjectValues;
  readonly problems: readonly ProjectProblem[];
}

/** Reads `promptquorum.yml`; `ruleIds` are the rules there are. No text makes it throw. */
export function parseProject(text: string, ruleIds: readonly string[]): ParsedProject {
  const document = parseDocument(text, { version: '1.2', logLevel: 'silent' });
  const problems = document.errors.map(({ message, pos: [start, end] }) =>
    problem('bad-syntax', { start, end }, texts.syntax, { detail: message.split('\n')[0] ?? '' }),
  );
  const root = document.contents;
  if (root === null || (isScalar(root) && root.value === null)) return { values: {}, problems };
  if (!isMap(root)) {
    const notTable = problem('not-a-table', spanOf(root), texts.notTable, { keys: keyList() });
    return { values: {}, problems: [...problems, notTable] };
  }
  const entries = root.items.flatMap((pair) => readEntry(pair, { document, ruleIds, problems }));
  return { values: Object.fromEntries(entries), problems };
}

interface Reading {
  readonly document: Document;
  readonly ruleIds: readonly string[];
  readonly problems: ProjectProblem[];
}

function readEntry(pair: Pair, reading: Reading): readonly (readonly [ProjectKeyName, unknown])[] {
  const written = nameOf(pair);
  // Where the syntax is broken, the parser makes up a key that nobody wrote; the broken place is told already.
  if (isMadeUp(pair) && reading.document.errors.length > 0) return [];
  const key = projectKeys().find((name) => name === written);
  if (key === undefined) {
    reading.problems.push(unknownKey(written, keySpan(pair)));
    return [];
  }
  const value = isNode(pair.value) ? pair.value : undefined;
  if (value === undefined || (isScalar(value) && value.value === null)) return [];
  const known = key === 'rules' && isMap(value) ? withKnownRules(value, reading) : undefined;
  return [[key, readValue(key, value, reading, known)]];
}

/** A bad entry of a table or a list leaves the others as they are. */
function readValue(key: ProjectKeyName, value: Node, reading: Reading, known?: readonly Pair[]): unknown {
  const kind: Kind<unknown> = projectTable[key].kind;
  const refuse = (node: Node, name: string, expects = kind.expects) =>
    reading.problems.push(problem('bad-value', spanOf(node), badValue(expects), { key: name }));
  if (isMap(value) && holds(kind, 'object')) {
    const parts = (known ?? value.items).flatMap((pair) => {
      const name = nameOf(pair);
      const part = kind.parse(Object.fromEntries([[name, plain(pair.value, reading.document)]]));
      if (part === undefined)
        refuse(isNode(pair.value) ? pair.value : value, `${key}.${name}`, kind.expectsValue);
      return part === undefined ? [] : Object.entries(Object(part));
    });
    return Object.fromEntries(parts);
  }
  if (isSeq(value) && holds(kind, 'array')) {
    const items = value.items.filter((item) => {
      const isGood = kind.parse([plain(item, reading.document)]) !== undefined;
      if (!isGood) refuse(isNode(item) ? item : value, key);
      return isGood;
    });
    return kind.parse(items.map((item) => plain(item, reading.document))) ?? kind.fallback;
  }
  const parsed = kind.parse(plain(value, reading.document));
  if (parsed === undefined) refuse(value, key);
  return parsed ?? kind.fallback;
}

function withKnownRules(value: { readonly items: readonly Pair[] }, { ruleIds, problems }: Reading) {
  return value.items.filter((pair) => {
    const isKnown = ruleIds.includes(nameOf(pair));
    if (!isKnown) {
      const values = { rule: nameOf(pair), rules: ruleIds };
      problems.push(problem('unknown-rule', keySpan(pair), texts.unknownRule, values));
    }
    return isKnown;
  });
}

/** An address or a key in a shared file would send a user's prompts, or the key itself, to who wrote the file. */
const connectionKey = /base.?url|endpoint|server|^url$|api.?key|^keys?$|token|secret|password/i;

function unknownKey(key: string, span: Span): ProjectProblem {
  return connectionKey.test(key)
    ? problem('connection-key', span, texts.connection, { key })
    : problem('unknown-key', span, texts.unknownKey, { key, keys: keyList() });
}

/** A value as plain data; `undefined`, which no kind takes, where an alias leads nowhere or explodes. */
function plain(value: unknown, document: Document): unknown {
  if (!isNode(value)) return value;
  try {
    return value.toJS(document, { maxAliasCount: 100 });
  } catch {
    return undefined;
  }
}

function nameOf({ key }: Pair): string {
  return isScalar(key) ? String(key.value) : String(key);
}

function isMadeUp({ key }: Pair): boolean {
  return isScalar(key) && key.value === null && spanOf(key).start === spanOf(key).end;
}

function keySpan({ key }: Pair): Span {
  return isNode(key) ? spanOf(key) : { start: 0, end: 0 };
}

function spanOf({ range }: Node): Span {
  return { start: range?.[0] ?? 0, end: range?.[1] ?? 0 };
}

function keyList(): readonly string[] {
  return projectKeys();
}

function problem(code: string, span: Span, text: Text, values: PhraseValues): ProjectProblem {
  return { code, span, phrase: phrase(text, values) };
}

function badValue(expects: Text): Text {
  return {
    en: `{key} must be ${expects.en}; until you change it, it counts as not written.`,
    'zh-cn': `{key} 应为${expects['zh-cn']}；在修改之前视为未填写。`,
  };
}

const texts = defineTexts({
  syntax: {
    en: 'This is no valid YAML: {detail} Correct it; what can be read is used.',
    'zh-cn': '此处不是有效的 YAML：{detail} 请更正；其余可读取的内容仍然有效。',
  },
  notTable: {
    en: 'The file must be a table of keys; there are {keys}.',
    'zh-cn': '此文件应为由键组成的表；可用的键有 {keys}。',
  },
  unknownKey: {
    en: 'There is no key {key}; there are {keys}.',
    'zh-cn': '没有名为 {key} 的键；可用的键有 {keys}。',
  },
  unknownRule: {
    en: 'There is no rule {rule}; there are {rules}.',
    'zh-cn': '没有名为 {rule} 的规则；可用的规则有 {rules}。',
  },
  connection: {
    en: '{key} is not read from this file: where requests and keys go is each user’s own choice. Remove it, and set it in the user settings, the environment or on the command line.',
    'zh-cn':
      '不会从此文件读取 {key}：请求和密钥发往何处由每位用户自行决定。请将其删除，并在用户设置、环境变量或命令行中指定。',
  },
});
