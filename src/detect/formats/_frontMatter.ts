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
  readonly map: FileMap | undefined;
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
  const { map, problems } = await readYaml(withoutGlobs(text.slice(start, start + closing.index)), start);
  return {
    map,
    bodyStart: start + closing.index + closing[0].length,
    problems,
  };
}

/** Editors take globs such as `*.ts` without quotes, where YAML sees an alias; blanks in their place keep all offsets. */
function withoutGlobs(source: string): string {
  return source.replace(
    /^((?:globs|applyTo|paths):[ \t]*)([*{@!][^\r\n]*)/gm,
    (_line, key: string, globs: string) => key + ' '.repeat(globs.length),
  );
}

/** The first mistakes of a file; those after them mostly follow from them. */
export const mostProblems = 10;

type Yaml = typeof import('yaml');

/** A mapping of YAML or JSON as plain data; offsets count in the file. */
export interface FileMap {
  readonly entries: readonly {
    readonly key: string;
    readonly span: Span;
    readonly value: unknown;
    /** Where the value stands, or the one in its list; unknown in JSON. */
    readonly valueSpan?: Span;
    readonly map?: FileMap;
    /** The maps of a list. */
    readonly maps?: readonly FileMap[];
  }[];
}

/** Parses YAML that stands at `offset` of a file; syntax errors become problems at their place. Loads the parser on first use. */
export async function readYaml(
  source: string,
  offset: number,
): Promise<{
  readonly root: ParsedNode | null;
  readonly map: FileMap | undefined;
  readonly problems: readonly DetectionProblem[];
}> {
  const yaml = await import('yaml');
  try {
    const document = yaml.parseDocument(source, { prettyErrors: false, logLevel: 'error' });
    const problems = document.errors.slice(0, mostProblems).map(({ message, pos: [start, end] }) =>
      yamlProblem(message, {
        start: offset + Math.min(start, source.length),
        end: offset + Math.min(Math.max(end, start), source.length),
      }),
    );
    return { root: document.contents, map: toMap(document.contents, yaml, offset), problems };
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    return { root: null, map: undefined, problems: [yamlProblem(reason, { start: offset, end: offset })] };
  }
}

function toMap(node: unknown, yaml: Yaml, offset: number): FileMap | undefined {
  if (!yaml.isMap(node)) return undefined;
  const entries = node.items.flatMap(({ key, value }) => {
    if (!yaml.isScalar(key) || !key.range) return [];
    const map = toMap(value, yaml, offset);
    const maps = (yaml.isSeq(value) ? value.items : []).flatMap((item) => toMap(item, yaml, offset) ?? []);
    const span = { start: offset + key.range[0], end: offset + key.range[1] };
    const sole = yaml.isSeq(value) && value.items.length === 1 ? value.items[0] : value;
    const range = yaml.isNode(sole) ? sole.range : undefined;
    const plain: unknown = yaml.isNode(value) ? value.toJS(emptyDocument(yaml)) : value;
    return [
      {
        key: String(key.value),
        span,
        value: plain,
        ...(range ? { valueSpan: { start: offset + range[0], end: offset + range[1] } } : {}),
        ...(map === undefined ? {} : { map }),
        ...(maps.length === 0 ? {} : { maps }),
      },
    ];
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
export function scalarAt(map: FileMap | undefined, key: string): string | number | boolean | undefined {
  const value = entryAt(map, key)?.value;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? value
    : undefined;
}

export function mapAt(map: FileMap | undefined, key: string): FileMap | undefined {
  return entryAt(map, key)?.map;
}

/** The maps in the list under a key. */
export function mapsAt(map: FileMap | undefined, key: string): readonly FileMap[] {
  return entryAt(map, key)?.maps ?? [];
}

/** The plain value under a key, whatever it is. */
export function valueAt(map: FileMap | undefined, key: string): unknown {
  return entryAt(map, key)?.value;
}

/** The keys of a map with their places, for declared inputs. */
export function keysOf(map: FileMap | undefined): readonly { readonly name: string; readonly span: Span }[] {
  return (map?.entries ?? []).map(({ key, span }) => ({ name: key, span }));
}

function entryAt(map: FileMap | undefined, key: string) {
  return map?.entries.find((entry) => entry.key === key);
}

/** Settings under the names the formats use, from one or more maps; earlier maps win. */
export function settingsOf(...maps: readonly (FileMap | undefined)[]): ModelSettings {
  const find = (...keys: readonly string[]) => {
    for (const map of maps)
      for (const key of keys) if (scalarAt(map, key) !== undefined) return scalarAt(map, key);
    return undefined;
  };
  const text = (value: string | number | boolean | undefined) =>
    typeof value === 'string' && value !== '' ? value : undefined;
  const number = (value: string | number | boolean | undefined) =>
    typeof value === 'number' ? value : undefined;
  const named = text(find('model'));
  // Editors also take the titles of their pickers here, and `inherit` for whatever the session uses.
  const modelId = named === 'inherit' || /\s/.test(named ?? '') ? undefined : named;
  const temperature = number(find('temperature'));
  const topP = number(find('topP', 'top_p'));
  const maxTokens = number(
    find('maxOutputTokens', 'maxTokens', 'max_tokens', 'maxCompletionTokens', 'max_completion_tokens'),
  );
  const formats = maps.map((map) => scalarAt(mapAt(map, 'response_format'), 'type'));
  const format = text(find('responseFormat', 'response_format', 'format') ?? formats.find(isGiven));
  const tools = maps.map((map) => toolNames(valueAt(map, 'tools'))).find(({ length }) => length > 0) ?? [];
  return {
    ...(modelId === undefined ? {} : { modelId }),
    ...(temperature === undefined ? {} : { temperature }),
    ...(topP === undefined ? {} : { topP }),
    ...(maxTokens === undefined ? {} : { maxTokens }),
    ...(format === undefined ? {} : { responseFormat: /json/.test(format) ? 'json' : 'text' }),
    ...(tools.length === 0 ? {} : { tools }),
  };
}

const modelKeys = new Set(['model', 'id', 'providers', 'targets', 'azure_deployment']);

/** Where a file writes the model its settings name, with what stands around the name in one value. */
export function modelSpanIn(
  map: FileMap | undefined,
  { modelId }: ModelSettings,
): { readonly modelSpan?: Span } {
  const span = modelId === undefined ? undefined : spanOfModel(map, modelId, modelKeys);
  return span === undefined ? {} : { modelSpan: span };
}

function spanOfModel(map: FileMap | undefined, modelId: string, keys: ReadonlySet<string>): Span | undefined {
  for (const { key, value, valueSpan, map: inner, maps = [] } of map?.entries ?? []) {
    const named: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value;
    const isModel = typeof named === 'string' && (named === modelId || named.endsWith(`:${modelId}`));
    if (isModel && keys.has(key) && valueSpan !== undefined) return valueSpan;
    // In the settings of a connection the deployment is called by its name alone.
    const below = key === 'configuration' ? new Set([...keys, 'name']) : keys;
    for (const each of inner === undefined ? maps : [inner]) {
      const found = spanOfModel(each, modelId, below);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function isGiven(value: unknown): boolean {
  return value !== undefined;
}

/** Tools are listed by name, with commas or as a list, or as objects that name themselves or the function they stand for. */
function toolNames(tools: unknown): readonly string[] {
  if (typeof tools === 'string') return tools.split(',').map((name) => name.trim());
  return (Array.isArray(tools) ? tools : []).flatMap((tool: unknown): readonly string[] => {
    if (typeof tool === 'string') return [tool];
    if (typeof tool !== 'object' || tool === null) return [];
    const { name, function: called } = tool as { readonly name?: unknown; readonly function?: unknown };
    return typeof name === 'string' ? [name] : toolNames([called]);
  });
}
