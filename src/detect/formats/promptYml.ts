import { isMap, isScalar, isSeq, type Pair, type ParsedNode, type Scalar } from 'yaml';
import type { Role } from '../../prompt/types.ts';
import { decodeYaml } from '../codecs/_yamlText.ts';
import type { Piece } from '../codecs/types.ts';
import { eolOf } from './_body.ts';
import { keysOf, mapAt, readYaml, scalarAt, settingsOf } from './_frontMatter.ts';
import { defineFormat, type FileMessage } from './types.ts';

const roles: Readonly<Record<string, Role>> = {
  system: 'system',
  developer: 'system',
  user: 'user',
  assistant: 'assistant',
};

/** GitHub Models: `*.prompt.yml` with `messages`, `modelParameters`, `testData`; holes are `{{name}}`. */
export const promptYml = defineFormat({
  id: 'prompt-yml',
  matches: (path) => /\.prompt\.ya?ml$/i.test(path),
  parse({ text }) {
    const { root, problems } = readYaml(text, 0);
    if (!isMap(root)) return { prompts: [], problems };
    const list = root.get('messages', true);
    const messages = isSeq(list) ? list.items.flatMap((item) => readMessage(item, text)) : [];
    const name = scalarAt(root, 'name');
    const samples = samplesIn(root.toJSON()?.testData);
    const variables = mapAt(root, 'variables') ?? mapAt(root, 'inputs');
    const prompt = {
      ...(typeof name === 'string' ? { name } : {}),
      kind: 'template',
      messages,
      samples,
      settings: settingsOf(root, mapAt(root, 'modelParameters')),
      ...(variables === undefined ? {} : { declaredInputs: keysOf(variables, 0) }),
    } as const;
    return { prompts: messages.length === 0 ? [] : [prompt], problems };
  },
});

function readMessage(item: unknown, text: string): readonly FileMessage[] {
  if (!isMap(item)) return [];
  const role = roles[String(scalarAt(item, 'role') ?? '').toLowerCase()];
  const pair = item.items.find(({ key }) => isScalar(key) && key.value === 'content') as
    | Pair<Scalar, ParsedNode>
    | undefined;
  const value = pair?.value;
  if (role === undefined || pair === undefined || !isScalar(value) || typeof value.value !== 'string')
    return [];
  const range = value.range;
  const keyStart = pair.key.range?.[0];
  if (!range || keyStart === undefined) return [];
  const source = scalarSource(text, range[0], range[1]);
  const pieces = piecesOf(source, range[0], value as Scalar<string>, text);
  return [{ role, pieces, span: { start: keyStart, end: range[0] + source.length } }];
}

/** A block scalar's range ends where the next node may begin; an unfinished last line has no line break. */
function scalarSource(text: string, start: number, end: number): string {
  return text.slice(start, end);
}

function piecesOf(source: string, start: number, scalar: Scalar<string>, text: string): readonly Piece[] {
  const style = styleOf(source);
  const params = { style, eol: eolOf(text), indent: indentOf(source, style, scalar.value, text, start) };
  const decoded = decodeYaml(source, params);
  if (decoded?.text === scalar.value) {
    const end = start + (decoded.pieces.at(-1)?.end ?? 0);
    const following =
      /^[ \t]*(?:(?:\r\n|\n)[ \t]*(?=[\r\n]|$))*(?:\r\n|\n)?/.exec(text.slice(end))?.[0] ?? '';
    const own = {
      following: /^(?:literal|folded)$/.test(style) ? following : '',
      endsLine: source.endsWith('\n') && text[end - 1] === '\n',
    };
    return decoded.pieces.map(({ encoding, ...piece }) => ({
      ...piece,
      start: start + piece.start,
      end: start + piece.end,
      encoding: { ...encoding, params: { ...encoding.params, ...own } },
    }));
  }
  // A notation this file does not take apart stays one indivisible piece.
  const encoding = { codec: 'yaml-scalar', params: { ...params, notation: source } };
  return [{ kind: 'escape', text: scalar.value, start, end: start + source.length, encoding }];
}

function styleOf(source: string): string {
  const styles: Readonly<Record<string, string>> = {
    '|': 'literal',
    '>': 'folded',
    '"': 'double',
    "'": 'single',
  };
  return styles[source[0] ?? ''] ?? 'plain';
}

/** The columns a block's lines are indented by; for other styles where a block could stand under its key. */
function indentOf(source: string, style: string, value: string, text: string, start: number): number {
  const spaces = (line: string) => /^ */.exec(line)?.[0].length ?? 0;
  if (style === 'literal' || style === 'folded') {
    const line = source
      .split(/\r?\n/)
      .slice(1)
      .find((candidate) => candidate.trim() !== '');
    const own = value.split('\n').find((candidate) => candidate.trim() !== '');
    return line === undefined ? 0 : spaces(line) - spaces(own ?? '');
  }
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  return spaces(text.slice(lineStart, start).replace('-', ' ')) + 2;
}

/** Values of the test data by column, as samples for the holes. */
function samplesIn(testData: unknown): Readonly<Record<string, readonly string[]>> {
  const samples: Record<string, string[]> = {};
  for (const row of Array.isArray(testData) ? testData.slice(0, 20) : []) {
    if (typeof row !== 'object' || row === null) continue;
    for (const [name, value] of Object.entries(row)) {
      if (typeof value !== 'string' && typeof value !== 'number') continue;
      const known = samples[name] ?? [];
      samples[name] = known;
      if (known.length < 5 && !known.includes(String(value))) known.push(String(value));
    }
  }
  return samples;
}
