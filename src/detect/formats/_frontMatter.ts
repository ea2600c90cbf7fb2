import { isMap, isScalar, LineCounter, type ParsedNode, parseDocument, type YAMLMap } from 'yaml';
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
  readonly map: YAMLMap<ParsedNode, ParsedNode | null> | undefined;
  /** Offset of the YAML text in the file; node ranges count from here. */
  readonly offset: number;
  /** Where the text after the front matter begins. */
  readonly bodyStart: number;
  readonly problems: readonly DetectionProblem[];
}

/** Splits and reads a front matter. A file without one is all body. */
export function readFrontMatter(text: string): FrontMatter {
  const offset = text.startsWith('\uFEFF') ? 1 : 0;
  const opening = /^---[ \t]*(?:\r\n|\n|\r)/.exec(text.slice(offset));
  if (opening === null) return { map: undefined, offset, bodyStart: offset, problems: [] };
  const start = offset + opening[0].length;
  const closing = /^---[ \t]*(?:\r\n|\n|\r|$)/m.exec(text.slice(start));
  if (closing === null) {
    const span = { start: offset, end: start };
    return {
      map: undefined,
      offset,
      bodyStart: offset,
      problems: [{ code: 'front-matter-unclosed', phrase: phrase(texts.unclosed), span }],
    };
  }
  const { root, problems } = readYaml(text.slice(start, start + closing.index), start);
  return {
    map: isMap(root) ? (root as YAMLMap<ParsedNode, ParsedNode | null>) : undefined,
    offset: start,
    bodyStart: start + closing.index + closing[0].length,
    problems,
  };
}

/** Parses YAML that stands at `offset` of a file; syntax errors become problems at their place. */
export function readYaml(
  source: string,
  offset: number,
): { readonly root: ParsedNode | null; readonly problems: readonly DetectionProblem[] } {
  try {
    const document = parseDocument(source, {
      lineCounter: new LineCounter(),
      prettyErrors: false,
      keepSourceTokens: true,
    });
    const problems = document.errors.map(({ message, pos: [start, end] }) =>
      yamlProblem(message, { start: offset + start, end: offset + Math.max(end, start) }),
    );
    return { root: document.contents, problems };
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    return { root: null, problems: [yamlProblem(reason, { start: offset, end: offset })] };
  }
}

function yamlProblem(reason: string, span: Span): DetectionProblem {
  return { code: 'yaml', phrase: phrase(texts.yaml, { reason: reason.split('\n')[0] ?? '' }), span };
}

type Map = YAMLMap<unknown, unknown> | undefined;

/** The value under a key where it is text, number or truth value. */
export function scalarAt(map: Map, key: string): string | number | boolean | undefined {
  const value = map?.get(key);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? value
    : undefined;
}

export function mapAt(map: Map, key: string): YAMLMap<unknown, unknown> | undefined {
  const value = map?.get(key, true);
  return isMap(value) ? value : undefined;
}

/** Settings under the names the formats use, from one or more maps; earlier maps win. */
export function settingsOf(...maps: readonly Map[]): ModelSettings {
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

function listAt(map: Map, key: string): readonly string[] {
  const value: unknown = map?.toJSON?.()?.[key];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** The keys of a map with their places, for declared inputs. */
export function keysOf(map: Map, offset: number): readonly { readonly name: string; readonly span: Span }[] {
  return (map?.items ?? []).flatMap(({ key }) =>
    isScalar(key) && typeof key.value === 'string' && key.range
      ? [{ name: key.value, span: { start: offset + key.range[0], end: offset + key.range[1] } }]
      : [],
  );
}
