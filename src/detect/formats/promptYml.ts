import type { Scalar } from 'yaml';
import type { Role } from '../../prompt/types.ts';
import { decodeYaml } from '../codecs/_yamlText.ts';
import type { Piece } from '../codecs/types.ts';
import { eolOf } from './_body.ts';
import { keysOf, mapAt, readYaml, scalarAt, settingsOf, valueAt } from './_frontMatter.ts';
import { defineFormat, type FileMessage } from './types.ts';

const roles: ReadonlyMap<string, Role> = new Map([
  ['system', 'system'],
  ['developer', 'system'],
  ['user', 'user'],
  ['assistant', 'assistant'],
]);

/** GitHub Models: `*.prompt.yml` with `messages`, `modelParameters`, `testData`; holes are `{{name}}`. */
export const promptYml = defineFormat({
  id: 'prompt-yml',
  matches: (path) => /\.prompt\.ya?ml$/i.test(path),
  async parse({ text }) {
    const { root, map, problems } = await readYaml(text, 0);
    const messages = await readMessages(root, text);
    const name = scalarAt(map, 'name');
    const variables = mapAt(map, 'variables') ?? mapAt(map, 'inputs');
    const prompt = {
      ...(typeof name === 'string' ? { name } : {}),
      kind: 'template',
      messages,
      samples: samplesIn(valueAt(map, 'testData')),
      settings: settingsOf(map, mapAt(map, 'modelParameters')),
      ...(variables === undefined ? {} : { declaredInputs: keysOf(variables) }),
    } as const;
    return { prompts: messages.length === 0 ? [] : [prompt], problems };
  },
});

async function readMessages(root: unknown, text: string): Promise<readonly FileMessage[]> {
  const { isMap, isScalar, isSeq } = await import('yaml');
  const list = isMap(root) ? root.get('messages', true) : undefined;
  if (!isSeq(list)) return [];
  return list.items.flatMap((item): readonly FileMessage[] => {
    if (!isMap(item)) return [];
    const role = roles.get(String(item.get('role') ?? '').toLowerCase());
    const pair = item.items.find(({ key }) => isScalar(key) && key.value === 'content');
    const key = pair?.key;
    const value = pair?.value;
    if (role === undefined || !isScalar(key) || !isScalar<unknown>(value) || !key.range || !value.range)
      return [];
    if (typeof value.value !== 'string') return [];
    const [start, end] = value.range;
    const source = text.slice(start, end);
    const pieces = piecesOf(source, start, value as Scalar<string>, text);
    return [{ role, pieces, span: { start: key.range[0], end: start + source.length } }];
  });
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
function samplesIn(testData: unknown): ReadonlyMap<string, readonly string[]> {
  const samples = new Map<string, string[]>();
  for (const row of Array.isArray(testData) ? testData.slice(0, 20) : []) {
    if (typeof row !== 'object' || row === null) continue;
    for (const [name, value] of Object.entries(row)) {
      if (typeof value !== 'string' && typeof value !== 'number') continue;
      const known = samples.get(name) ?? [];
      samples.set(name, known);
      if (known.length < 5 && !known.includes(String(value))) known.push(String(value));
    }
  }
  return samples;
}
