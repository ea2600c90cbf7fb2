import type { Span } from '../../base/span.ts';

/** A key that a prompt names outside any object; `span` is all of its entry in the list. */
export interface ListedKey {
  readonly key: string;
  readonly keySpan: Span;
  readonly span: Span;
}

const name = '[\\p{L}_][\\p{L}\\p{N}_]{0,40}';
const heading = /\b(?:keys?|fields?|properties|attributes)\b|字段|键/i;
const remark = '(?:[ \\t]*[(（][^)）\\n]{0,60}[)）])?';
const joint = '(?:\\s*[,，、]\\s*(?:and\\s+)?|\\s+and\\s+|\\s*(?:和|与|以及)\\s*)';
const quotedList = new RegExp(
  `(["'\`])${name}\\1${remark}(?:${joint}(["'\`])${name}\\2${remark}){1,10}`,
  'gu',
);
const bareList = new RegExp(
  `(?:\\b(?:keys?|fields?|properties)|字段)(?:[ \\t]*[:：]|[ \\t]+named|[ \\t]+are|为|包括|有)?[ \\t]*(?<list>${name}(?:${joint}${name}){1,10})(?![\\p{L}\\p{N}_])`,
  'giu',
);
const quotedEntry = new RegExp(`(["'\`])(${name})\\1${remark}`, 'gu');
const bareEntry = new RegExp(`(?<=^|${joint})()(${name}?)(?=${joint}|$)`, 'gu');
const listItem = new RegExp(
  `^[ \\t]*(?:[-*•]|\\d{1,2}[.)、])[ \\t]*((\\*\\*|["'\`])?(${name})\\2[ \\t]*(?:\\([^)\\n]{0,40}\\))?[ \\t]*[:：-].*)$`,
  'gmu',
);
const reach = 160;

/** The lists of keys that a prompt asks of a JSON reply in words: within one sentence, or one key per list item. */
export function keyLists(text: string): readonly (readonly ListedKey[])[] {
  if (!/json/i.test(text)) return [];
  return [...inlineLists(text), ...itemLists(text)];
}

function inlineLists(text: string): readonly (readonly ListedKey[])[] {
  const quoted = [...text.matchAll(quotedList)].filter(({ index }) => {
    const line = text.slice(Math.max(text.lastIndexOf('\n', index - 1) + 1, index - reach), index);
    return heading.test(line);
  });
  const lists = [
    ...quoted.map(({ 0: list, index }) => ({ list, index, entry: quotedEntry })),
    ...[...text.matchAll(bareList)].map(({ 0: match, groups, index }) => {
      const list = groups?.['list'] ?? '';
      return { list, index: index + match.length - list.length, entry: bareEntry };
    }),
  ];
  return lists.map(({ list, index, entry }) =>
    [...list.matchAll(entry)].map((match) =>
      listedKey(match[2] ?? '', index + match.index, match[1]?.length ?? 0, match[0]),
    ),
  );
}

function itemLists(text: string): readonly (readonly ListedKey[])[] {
  const lists: ListedKey[][] = [];
  let end = -1;
  for (const match of text.matchAll(listItem)) {
    const [line, item = '', quote = '', key = ''] = match;
    const start = match.index + line.length - item.length;
    const listed = listedKey(key, start, quote.length, item.trimEnd());
    if (end >= 0 && match.index === end + 1) lists.at(-1)?.push(listed);
    else if (heading.test(lineBefore(text, match.index))) lists.push([listed]);
    else continue;
    end = match.index + line.length;
  }
  return lists;
}

function listedKey(key: string, start: number, quote: number, written: string): ListedKey {
  const keyStart = start + quote;
  return {
    key,
    keySpan: { start: keyStart, end: keyStart + key.length },
    span: { start, end: start + written.length },
  };
}

function lineBefore(text: string, index: number): string {
  const before = text.slice(Math.max(0, index - 2 * reach), index).trimEnd();
  return before.slice(before.lastIndexOf('\n') + 1);
}
