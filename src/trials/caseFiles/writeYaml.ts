import { isMap, isScalar, isSeq, parseDocument, stringify, type YAMLMap, type YAMLSeq } from 'yaml';
import { applyEdits, type Span } from '../../base/span.ts';
import { closed, lineEndOf, type RowWriter, type WrittenRow } from './write.ts';

/** Rows of YAML: items of the list at the top or under `cases`. Comments and notation of the others stay. */
export const yamlWriter: RowWriter = {
  append(text, row) {
    const { list, isUnderCases } = listOf(text);
    if (list === undefined) return `${closed(text)}${onNewLines(row, isUnderCases ? '  ' : '', text)}`;
    if (list.flow) return inFlow(text, list, row);
    const indent = ' '.repeat(columnOf(text, list.range?.[0] ?? 0));
    const end = list.range?.[2] ?? text.length;
    return closed(text.slice(0, end)) + onNewLines(row, indent, text) + text.slice(end);
  },
  remove(text, index) {
    const span = itemSpans(text)[index];
    return span === undefined ? text : applyEdits(text, [{ span, newText: '' }]);
  },
  clear(text, index, column) {
    const item = rowsOf(text)[index];
    const pair = item?.items.find(({ key }) => isScalar(key) && String(key.value) === column);
    const key = isScalar(pair?.key) ? pair.key.range : undefined;
    const value = isScalar(pair?.value) ? pair.value.range : undefined;
    if (key === undefined || key === null || value === undefined || value === null) return text;
    // What stays is the row's place in the list; the value says that it is accepted.
    return applyEdits(text, [{ span: { start: value[0], end: value[1] }, newText: 'false' }]);
  },
};

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

function onNewLines(row: WrittenRow, indent: string, text: string): string {
  return stringify([Object.fromEntries(row)], { lineWidth: 0 })
    .replace(/^(?=.)/gm, indent)
    .replaceAll('\n', lineEndOf(text));
}

function inFlow(text: string, list: YAMLSeq, row: WrittenRow): string {
  const end = (list.range?.[1] ?? text.length) - 1;
  const last = (list.items.at(-1) as YAMLMap | undefined)?.range?.[1];
  const item = JSON.stringify(Object.fromEntries(row));
  if (last === undefined) return text.slice(0, end) + item + text.slice(end);
  return `${text.slice(0, last)}, ${item}${text.slice(last)}`;
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
      const lineStart = Math.max(text.lastIndexOf('\n', hyphen), text.lastIndexOf('\r', hyphen)) + 1;
      return { start: lineStart, end: item.range?.[2] ?? start };
    });
}

function columnOf(text: string, offset: number): number {
  return offset - (Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1);
}
