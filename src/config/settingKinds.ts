import type { Text } from '../base/text.ts';

/** A part of JSON Schema, as VS Code reads it from the manifest. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** What a setting holds: its schema in the manifest, its default, and how an unknown value is read. */
export interface Kind<T> {
  readonly schema: JsonSchema;
  readonly fallback: T;
  /** What a good value looks like, for the sentence about a bad one. */
  readonly expects: Text;
  /** The same of a single value of a table. */
  readonly expectsValue?: Text;
  /** The value as read, or `undefined` where it is none of this kind. */
  parse(value: unknown): T | undefined;
}

/** True where a value may be an object or a list. */
export function holds({ schema }: Kind<unknown>, type: 'object' | 'array'): boolean {
  return [schema['type']].flat().includes(type);
}

/** One of a few words. */
export function choice<const T extends string>(values: readonly T[], fallback: NoInfer<T>): Kind<T> {
  return {
    schema: { type: 'string', enum: values },
    fallback,
    expects: oneOf(values),
    parse: (value) => values.find((each) => each === value),
  };
}

/** On or off. */
export function flag(fallback: boolean): Kind<boolean> {
  return {
    schema: { type: 'boolean' },
    fallback,
    expects: { en: 'true or false', 'zh-cn': 'true 或 false' },
    parse: (value) => (typeof value === 'boolean' ? value : undefined),
  };
}

/** Several switches, all on at first; one that is not written is on. The settings editor shows a checkbox for each. */
export function flags<const T extends string>(names: readonly T[]): Kind<Readonly<Record<T, boolean>>> {
  const allOn = Object.fromEntries(names.map((name) => [name, true])) as Record<T, boolean>;
  const properties = Object.fromEntries(names.map((name) => [name, { type: 'boolean' }]));
  const list = names.join(', ');
  return {
    schema: { type: 'object', properties, additionalProperties: false },
    fallback: allOn,
    expects: {
      en: `a table of ${list} with true or false`,
      'zh-cn': `由 ${names.join('、')} 组成、取值为 true 或 false 的表`,
    },
    parse: (value) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
      const entries = Object.entries(value);
      const isGood = ([name, on]: [string, unknown]) => Object.hasOwn(allOn, name) && typeof on === 'boolean';
      return entries.every(isGood) ? { ...allOn, ...value } : undefined;
    },
  };
}

/** Any text; spaces around it do not count. */
export function text(fallback = ''): Kind<string> {
  return {
    schema: { type: 'string' },
    fallback,
    expects: { en: 'a text', 'zh-cn': '一段文字' },
    parse: (value) => (typeof value === 'string' ? value.trim() : undefined),
  };
}

/** A folder below the one it is written in, with `/`; empty means none. */
export function folder(): Kind<string> {
  return {
    schema: { type: 'string', pattern: '^(?![/\\\\]|[A-Za-z]:|(.*/)?\\.\\.(/|$))' },
    fallback: '',
    expects: {
      en: 'a folder below this one, written with / and without ..',
      'zh-cn': '此文件夹之下的文件夹，用 / 分隔且不含 ..',
    },
    parse: (value) => (typeof value === 'string' ? parseFolder(value.trim()) : undefined),
  };
}

/** An `http` or `https` address without a slash at its end; empty means none. */
export function address(): Kind<string> {
  return {
    schema: { type: 'string', pattern: '^$|^https?://\\S+$' },
    fallback: '',
    expects: {
      en: 'an address that begins with http:// or https://',
      'zh-cn': '以 http:// 或 https:// 开头的地址',
    },
    parse: (value) => (typeof value === 'string' ? parseAddress(value.trim()) : undefined),
  };
}

/** A list of texts; empty ones and repetitions are dropped. */
export function texts(): Kind<readonly string[]> {
  return {
    schema: { type: 'array', items: { type: 'string' }, uniqueItems: true },
    fallback: [],
    expects: { en: 'a list of texts', 'zh-cn': '文字列表' },
    parse: (value) => {
      if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) return undefined;
      return [...new Set(value.map((item) => item.trim()).filter((item) => item !== ''))];
    },
  };
}

/** A list of texts, or a single one written alone. */
export function oneOrMore(): Kind<readonly string[]> {
  const list = texts();
  return {
    ...list,
    schema: { ...list.schema, type: ['array', 'string'] },
    expects: { en: 'a text or a list of texts', 'zh-cn': '一段文字或文字列表' },
    parse: (value) => list.parse(typeof value === 'string' ? [value] : value),
  };
}

interface Bounds {
  readonly minimum: number;
  readonly maximum: number;
}

/** A whole number within bounds. */
export function count(fallback: number, bounds: Bounds): Kind<number> {
  return {
    schema: { type: 'integer', ...bounds },
    fallback,
    expects: {
      en: `a whole number from ${bounds.minimum} to ${bounds.maximum}`,
      'zh-cn': `${bounds.minimum} 到 ${bounds.maximum} 之间的整数`,
    },
    parse: (value) => (Number.isInteger(value) ? within(value, bounds) : undefined),
  };
}

/** A number within bounds, or `null` for "leave it to the model". */
export function optionalNumber(bounds: Bounds, type: 'number' | 'integer' = 'number'): Kind<number | null> {
  const [en, chinese] = type === 'integer' ? ['a whole number', '整数'] : ['a number', '数值'];
  return {
    schema: { type: [type, 'null'], ...bounds },
    fallback: null,
    expects: {
      en: `${en} from ${bounds.minimum} to ${bounds.maximum}, or null`,
      'zh-cn': `${bounds.minimum} 到 ${bounds.maximum} 之间的${chinese}，或 null`,
    },
    parse: (value) => {
      if (value === null) return null;
      return type === 'integer' && !Number.isInteger(value) ? undefined : within(value, bounds);
    },
  };
}

/** A table from names to one of a few words. */
export function table<const T extends string>(values: readonly T[]): Kind<Readonly<Record<string, T>>> {
  const isValue = (value: unknown): value is T => values.some((each) => each === value);
  const list = values.join(', ');
  return {
    schema: { type: 'object', additionalProperties: { type: 'string', enum: values } },
    fallback: {},
    expects: { en: `a table whose values are ${list}`, 'zh-cn': `取值为 ${values.join('、')} 的表` },
    expectsValue: oneOf(values),
    parse: (value) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
      const entries = Object.entries(value);
      const good = entries.filter((entry): entry is [string, T] => isValue(entry[1]));
      return good.length === entries.length ? Object.fromEntries(good) : undefined;
    },
  };
}

function oneOf(words: readonly string[]): Text {
  return { en: `one of ${words.join(', ')}`, 'zh-cn': `以下之一：${words.join('、')}` };
}

function within(value: unknown, { minimum, maximum }: Bounds): number | undefined {
  return typeof value === 'number' && value >= minimum && value <= maximum ? value : undefined;
}

function parseFolder(value: string): string | undefined {
  const parts = value.split('/').filter((part) => part !== '' && part !== '.');
  return /^\/|^[A-Za-z]:|\\/.test(value) || parts.includes('..') ? undefined : parts.join('/');
}

function parseAddress(value: string): string | undefined {
  if (value === '') return '';
  const url = URL.parse(value);
  return url?.protocol === 'https:' || url?.protocol === 'http:' ? value.replace(/\/+$/, '') : undefined;
}
