import type { ParsedNode } from 'yaml';
import type { Span } from '../../base/span.ts';
import { defineTexts, phrase } from '../../base/text.ts';
import type { DetectionProblem, ModelSettings } from '../../prompt/types.ts';

const texts = defineTexts({
  yaml: { en: 'The YAML cannot be read: {reason}', 'zh-cn': '无法读取 YAML：{reason}' },
  unclosed: {
    en: 'The front matter has no closing `---`. Add it above the prompt’s text.',
    'zh-cn': '文件头缺少结尾的 `---`。请在提示词正文之前补上。',
  },
});

/** The parts of a file with optional YAML between two `---` lines. */
export interface FrontMatter {
  readonly map: YamlMap | undefined;
  /** Where the text after the front matter begins. */
  readonly bodyStart: number;
  readonly problems: readonly DetectionProblem[];
}

/** Splits and reads a front matter. A file without one is all body. */
export async function readFrontMatter(text: string): Promise<FrontMatter> {
  const offset = text.startsWith('\uFEFF') ? 1 : 0;
  const opening = /^---[ \t]*(?:\r\n|\n|\r)/.exec(text.slice(offset));
  if (opening === null) return { map: undefined, bodyStart: offset, problems: [] };
  const start = offset + opening[0].length;
  const closing = /^---[ \t]*(?:\r\n|\n|\r|$)/m.exec(text.slice(start));
  if (closing === null) {
    const span = { start: offset, end: start };
    return {
      map: undefined,
      bodyStart: offset,
      problems: [{ code: 'front-matter-unclosed', phrase: phrase(texts.unclosed), span }],
    };
  }
  const { map, problems } = await readYaml(text.slice(start, start + closing.index), start);
  return {
    map,
    bodyStart: start + closing.index + closing[0].length,
    problems,
  };
}

type Yaml = typeof import('yaml');

/** A mapping as plain data; offsets count in the file. */
export interface YamlMap {
  readonly entries: readonly {
    readonly key: string;
    readonly span: Span;
    readonly value: unknown;
    readonly map?: YamlMap;
  }[];
}

/** Parses YAML that stands at `offset` of a file; syntax errors become problems at their place. Loads the parser on first use. */
export async function readYaml(
  source: string,
  offset: number,
): Promise<{
  readonly root: ParsedNode | null;
  readonly map: YamlMap | undefined;
  readonly problems: readonly DetectionProblem[];
}> {
  const yaml = await import('yaml');
  try {
    const document = yaml.parseDocument(source, { prettyErrors: false, logLevel: 'error' });
    const problems = document.errors.map(({ message, pos: [start, end] }) =>
      yamlProblem(message, { start: offset + start, end: offset + Math.max(end, start) }),
    );
    return { root: document.contents, map: toMap(document.contents, yaml, offset), problems };
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    return { root: null, map: undefined, problems: [yamlProblem(reason, { start: offset, end: offset })] };
  }
}

function toMap(node: unknown, yaml: Yaml, offset: number): YamlMap | undefined {
  if (!yaml.isMap(node)) return undefined;
  const entries = node.items.flatMap(({ key, value }) => {
    if (!yaml.isScalar(key) || !key.range) return [];
    const map = toMap(value, yaml, offset);
    const span = { start: offset + key.range[0], end: offset + key.range[1] };
    const plain: unknown = yaml.isNode(value) ? value.toJS(emptyDocument(yaml)) : value;
    return [{ key: String(key.value), span, value: plain, ...(map === undefined ? {} : { map }) }];
  });
  return { entries };
}

function emptyDocument(yaml: Yaml) {
  return new yaml.Document(undefined, { logLevel: 'error' });
}

function yamlProblem(reason: string, span: Span): DetectionProblem {
  return { code: 'yaml', phrase: phrase(texts.yaml, { reason: reason.split('\n')[0] ?? '' }), span };
}

/** The value under a key where it is text, number or truth value. */
export function scalarAt(map: YamlMap | undefined, key: string): string | number | boolean | undefined {
  const value = entryAt(map, key)?.value;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? value
    : undefined;
}

export function mapAt(map: YamlMap | undefined, key: string): YamlMap | undefined {
  return entryAt(map, key)?.map;
}

/** The plain value under a key, whatever it is. */
export function valueAt(map: YamlMap | undefined, key: string): unknown {
  return entryAt(map, key)?.value;
}

/** The keys of a map with their places, for declared inputs. */
export function keysOf(map: YamlMap | undefined): readonly { readonly name: string; readonly span: Span }[] {
  return (map?.entries ?? []).map(({ key, span }) => ({ name: key, span }));
}

function entryAt(map: YamlMap | undefined, key: string) {
  return map?.entries.find((entry) => entry.key === key);
}

/** Settings under the names the formats use, from one or more maps; earlier maps win. */
export function settingsOf(...maps: readonly (YamlMap | undefined)[]): ModelSettings {
  const find = (...keys: readonly string[]) => {
    for (const map of maps)
      for (const key of keys) if (scalarAt(map, key) !== undefined) return scalarAt(map, key);
    return undefined;
  };
  const text = (value: string | number | boolean | undefined) =>
    typeof value === 'string' && value !== '' ? value : undefined;
  const number = (value: string | number | boolean | undefined) =>
    typeof value === 'number' ? value : undefined;
  const modelId = text(find('model'));
  const temperature = number(find('temperature'));
  const topP = number(find('topP', 'top_p'));
  const maxTokens = number(
    find('maxOutputTokens', 'maxTokens', 'max_tokens', 'maxCompletionTokens', 'max_completion_tokens'),
  );
  const format = text(find('responseFormat', 'response_format', 'format'));
  const tools = maps.map((map) => listAt(map, 'tools')).find(({ length }) => length > 0) ?? [];
  return {
    ...(modelId === undefined ? {} : { modelId }),
    ...(temperature === undefined ? {} : { temperature }),
    ...(topP === undefined ? {} : { topP }),
    ...(maxTokens === undefined ? {} : { maxTokens }),
    ...(format === undefined ? {} : { responseFormat: /json/.test(format) ? 'json' : 'text' }),
    ...(tools.length === 0 ? {} : { tools }),
  };
}

function listAt(map: YamlMap | undefined, key: string): readonly string[] {
  const value = valueAt(map, key);
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
