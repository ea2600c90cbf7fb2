import type { Scalar } from 'yaml';
import { templateHoles } from '../codecs/_templates.ts';
import { decodeYaml } from '../codecs/_yamlText.ts';
import type { Piece } from '../codecs/types.ts';
import { eolOf } from './_body.ts';
import { chatRoles } from './_chat.ts';
import type { FileMessage } from './types.ts';

/** Where YAML stands: nodes count from `offset` of the file's text. */
export interface YamlPlace {
  readonly text: string;
  readonly offset: number;
  /** The notation of its holes. */
  readonly template: string;
  /** True inside brackets or braces. */
  readonly flow?: boolean;
  /** The quote around a value that holds the YAML, if one does. */
  readonly within?: string;
}

/** The messages of a list of maps with `role` and `content`; anything else in the list is passed over. */
export async function messagesOf(list: unknown, place: YamlPlace): Promise<readonly FileMessage[]> {
  const { isMap, isScalar, isSeq } = await import('yaml');
  if (!isSeq(list)) return [];
  return list.items.flatMap((item): readonly FileMessage[] => {
    if (!isMap(item)) return [];
    const role = chatRoles.get(String(item.get('role') ?? '').toLowerCase());
    const { key, value } =
      item.items.find((pair) => isScalar(pair.key) && pair.key.value === 'content') ?? {};
    if (role === undefined || !isScalar(key) || !key.range) return [];
    const own = { ...place, flow: list.flow === true || item.flow === true };
    const pieces = isScalar<unknown>(value) ? scalarPieces(value, own) : holePieces(value, own);
    const end = pieces?.at(-1)?.end;
    if (pieces === undefined || end === undefined) return [];
    return [{ role, pieces, span: { start: key.range[0] + place.offset, end } }];
  });
}

/** The pieces of a scalar that is text, with offsets in the file. */
export function scalarPieces(
  scalar: Pick<Scalar, 'range' | 'value'>,
  place: YamlPlace,
): readonly Piece[] | undefined {
  const { range, value } = scalar;
  if (!range || typeof value !== 'string') return undefined;
  const { text, offset, template } = place;
  const start = range[0] + offset;
  const source = text.slice(start, range[1] + offset);
  const style = styleOf(source);
  const params = {
    style,
    eol: eolOf(text),
    indent: indentOf(source, style, value, text, start),
    template,
    ...(place.flow === true ? { flow: true } : {}),
    ...(place.within === undefined ? {} : { within: place.within }),
  };
  const decoded = decodeYaml(source, params);
  if (decoded?.text === value) {
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
  return [{ kind: 'escape', text: value, start, end: start + source.length, encoding }];
}

/** A bare `{{name}}` is a map to YAML, but the template is filled in before. */
function holePieces(
  node: unknown,
  { text, offset, template, flow }: YamlPlace,
): readonly Piece[] | undefined {
  const range = (node as { readonly range?: readonly [number, number, number] | null } | null)?.range;
  if (range === undefined || range === null) return undefined;
  const start = range[0] + offset;
  const notation = text.slice(start, range[1] + offset).trimEnd();
  const [hole, ...others] = templateHoles(notation, template);
  if (hole?.kind !== 'hole' || others.length > 0 || hole.end !== notation.length) return undefined;
  const params = { style: 'plain', eol: eolOf(text), indent: 0, template, notation, flow: flow === true };
  const encoding = { codec: 'yaml-scalar', params };
  const end = start + notation.length;
  return [{ kind: 'hole', text: `{{${hole.name}}}`, expression: hole.name, start, end, encoding }];
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
