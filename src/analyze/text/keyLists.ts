import type { Span } from '../../base/span.ts';

/** A key that a prompt names outside any object; `span` is all of its entry in the list. */
export interface ListedKey {
  readonly key: string;
  readonly keySpan: Span;
  readonly span: Span;
}

const name = '[\\p{L}_][\\p{L}\\p{N}_]{0,40}';
const heading = /\b(?:keys?|fields?|properties|attributes)\b|字段|键/i;
const inlineList = new RegExp(
  `(["'\`])${name}\\1(?:\\s*(?:,|，|、|and|和|与|以及|, and)\\s*(["'\`])${name}\\2){1,10}`,
  'gu',
);
const quotedName = new RegExp(`(["'\`])(${name})\\1`, 'gu');
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
  return [...text.matchAll(inlineList)].flatMap(({ 0: list, index }) => {
    const line = text.slice(Math.max(text.lastIndexOf('\n', index - 1) + 1, index - reach), index);
    if (!heading.test(line)) return [];
    return [
      [...list.matchAll(quotedName)].map((match) =>
        listedKey(match[2] ?? '', index + match.index, 1, match[0]),
      ),
    ];
  });
}

function itemLists(text: string): readonly (readonly ListedKey[])[] {
  const lists: ListedKey[][] = [];
  let end = -1;
  for (const match of text.matchAll(listItem)) {
    const [line, item = '', quote = '', key = ''] = match;
    const start = match.index + line.length - item.length;
    const entry = listedKey(key, start, quote.length, item.trimEnd());
    if (end >= 0 && match.index === end + 1) lists.at(-1)?.push(entry);
    else if (heading.test(lineBefore(text, match.index))) lists.push([entry]);
    else continue;
    end = match.index + line.length;
  }
  return lists;
}

function listedKey(key: string, start: number, quote: number, entry: string): ListedKey {
  const keyStart = start + quote;
  return {
    key,
    keySpan: { start: keyStart, end: keyStart + key.length },
    span: { start, end: start + entry.length },
  };
}

function lineBefore(text: string, index: number): string {
  const before = text.slice(Math.max(0, index - 2 * reach), index).trimEnd();
  return before.slice(before.lastIndexOf('\n') + 1);
}
