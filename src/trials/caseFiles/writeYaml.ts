import { isMap, isNode, isScalar, isSeq, parseDocument, stringify, type YAMLMap, type YAMLSeq } from 'yaml';
import { applyEdits, type Span } from '../../base/span.ts';
import { closed, lineEndOf, type RowWriter, type WrittenRow, type WrittenValue } from './write.ts';

/** Rows of YAML: items of the list at the top or under `cases`. Comments and notation of the others stay. */
export const yamlWriter: RowWriter = {
  append(text, rows) {
    const { list, isUnderCases } = listOf(text);
    if (list === undefined) return closed(text) + onNewLines(rows, isUnderCases ? '  ' : '', text);
    if (list.flow) return inFlow(text, list, rows);
    const indent = ' '.repeat(columnOf(text, list.range?.[0] ?? 0));
    const end = list.range?.[2] ?? text.length;
    return closed(text.slice(0, end)) + onNewLines(rows, indent, text) + text.slice(end);
  },
  remove(text, index) {
    const span = itemSpans(text)[index];
    return span === undefined ? text : applyEdits(text, [{ span, newText: '' }]);
  },
  clear: (text, index, column) => withoutPair(text, rowsOf(text)[index], column),
  set(text, index, column, value) {
    const item = rowsOf(text)[index];
    const written = inlineOf(value, item?.flow);
    return pairOf(item, column) === undefined
      ? withPair(text, item, column, written)
      : withValue(text, item, column, written);
  },
};

function pairOf(item: YAMLMap | undefined, column: string) {
  return item?.items.find(({ key }) => isScalar(key) && String(key.value) === column);
}

function withValue(text: string, item: YAMLMap | undefined, column: string, value: string): string {
  const span = spanOf(text, pairOf(item, column));
  if (span === undefined) return text;
  return applyEdits(text, [{ span: { start: span.valueStart, end: span.end }, newText: `: ${value}` }]);
}

/** The pair without its lines; one that holds the hyphen of its row, or stands in braces, loses its value. */
function withoutPair(text: string, item: YAMLMap | undefined, column: string): string {
  const pair = pairOf(item, column);
  const span = spanOf(text, pair);
  if (span === undefined) return text;
  if (item?.flow || pair === item?.items[0]) return withValue(text, item, column, 'null');
  const start = lineStart(text, span.start);
  const lineEnd = /\r\n|\n|\r|$/.exec(text.slice(span.end));
  const end = span.end + (lineEnd?.index ?? 0) + (lineEnd?.[0].length ?? 0);
  return applyEdits(text, [{ span: { start, end }, newText: '' }]);
}

/** Where a pair stands, and where its key ends; the last line end of a block scalar stays outside. */
function spanOf(text: string, pair: ReturnType<typeof pairOf>) {
  const key = isScalar(pair?.key) ? pair.key.range : undefined;
  if (!key) return undefined;
  const value = isNode(pair?.value) ? pair.value.range?.[1] : undefined;
  const written = text.slice(key[1], Math.max(value ?? 0, key[1])).trimEnd().length;
  const colon = text.startsWith(':', key[1]) ? 1 : 0;
  return { start: key[0], valueStart: key[1], end: key[1] + Math.max(written, colon) };
}

/** A pair after the last one of the row: on a line of its own, or within the braces. */
function withPair(text: string, item: YAMLMap | undefined, column: string, value: string): string {
  const first = isScalar(item?.items[0]?.key) ? item.items[0].key.range : undefined;
  const last = item?.items.at(-1);
  const lastNode = isNode(last?.value) ? last.value : last?.key;
  const lastEnd = isNode(lastNode) ? lastNode.range?.[1] : undefined;
  if (!first || lastEnd === undefined) return text;
  const end = text.slice(0, lastEnd).trimEnd().length;
  const pair = `${inlineOf(column, item?.flow)}: ${value}`;
  const lineEnd = /\r\n|\n|\r|$/.exec(text.slice(end))?.index ?? 0;
  const indent = ' '.repeat(columnOf(text, first[0]));
  return item?.flow
    ? `${text.slice(0, end)}, ${pair}${text.slice(end)}`
    : text.slice(0, end + lineEnd) + lineEndOf(text) + indent + pair + text.slice(end + lineEnd);
}

/** A value on one line: plain where YAML reads that as the same text there, else as JSON, which is YAML too. */
function inlineOf(value: WrittenValue, inFlow = false): string {
  const plain = typeof value === 'string' ? plainOf(value, inFlow) : '';
  return plain !== '' && !plain.includes('\n') ? plain : JSON.stringify(value);
}

/** Within brackets or braces a plain text may hold fewer characters. */
function plainOf(value: string, inFlow: boolean): string {
  if (!inFlow) return stringify(value, { lineWidth: 0 }).trimEnd();
  const list = stringify([value], { lineWidth: 0, collectionStyle: 'flow', flowCollectionPadding: false });
  return list.trimEnd().slice(1, -1);
}

interface FoundList {
  readonly list?: YAMLSeq;
  readonly isUnderCases: boolean;
}

function listOf(text: string): FoundList {
  const root = parseDocument(text, { version: '1.2' }).contents;
  const list = isMap(root) ? root.get('cases', true) : root;
  return { isUnderCases: isMap(root), ...(isSeq(list) && { list }) };
}

/** The mappings of the list, as the reader counts them. */
function rowsOf(text: string): readonly YAMLMap[] {
  return (listOf(text).list?.items ?? []).filter((item) => isMap(item));
}

function onNewLines(rows: readonly WrittenRow[], indent: string, text: string): string {
  return stringify(rows.map(Object.fromEntries), { lineWidth: 0 })
    .replace(/^(?=.)/gm, indent)
    .replaceAll('\n', lineEndOf(text));
}

function inFlow(text: string, list: YAMLSeq, rows: readonly WrittenRow[]): string {
  const end = (list.range?.[1] ?? text.length) - 1;
  const last = (list.items.at(-1) as YAMLMap | undefined)?.range?.[1];
  const items = rows.map((row) => JSON.stringify(Object.fromEntries(row))).join(', ');
  if (last === undefined) return text.slice(0, end) + items + text.slice(end);
  return `${text.slice(0, last)}, ${items}${text.slice(last)}`;
}

/** Each row with the hyphen before it, up to the next one. */
function itemSpans(text: string): readonly Span[] {
  const { list } = listOf(text);
  if (list === undefined || list.flow) return [];
  return (list.items as YAMLMap[])
    .filter((item) => isMap(item))
    .map((item) => {
      const start = item.range?.[0] ?? 0;
      const hyphen = text.lastIndexOf('-', start - 1);
      return { start: lineStart(text, hyphen), end: item.range?.[2] ?? start };
    });
}

function columnOf(text: string, offset: number): number {
  return offset - lineStart(text, offset);
}

function lineStart(text: string, offset: number): number {
  return Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
}
