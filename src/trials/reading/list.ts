import type { Span } from '../../base/span.ts';
import { withoutReasoning } from './reasoning.ts';

/** What a reply lists, and whether it ended in the middle of it. */
export interface ListedItems {
  readonly items: readonly unknown[];
  readonly isCut: boolean;
}

/** Brackets tried at most: a reply that is no JSON at all is given up. */
const mostTried = 2_000;

/**
 * The items of the JSON list in a reply, or the objects that stand there without one; reasoning is set aside. Of a list that was
 * cut off, or is wrong in one place, those items that are whole. No text makes it throw.
 */
export function listedItems(reply: string): ListedItems {
  const text = withoutReasoning(reply);
  const { pairs, open } = bracketsIn(text);
  const items: unknown[] = [];
  let end = 0;
  let hasList = false;
  // Outer ones come first: what stands in them is tried only where they are no JSON themselves.
  for (const pair of pairs.toSorted((a, b) => a.start - b.start).slice(0, mostTried)) {
    const value = pair.start < end ? undefined : jsonOf(text.slice(pair.start, pair.end));
    if (value === undefined) continue;
    const list = listOf(value);
    items.push(...(list ?? [value]));
    hasList ||= list !== undefined;
    end = pair.end;
  }
  const cut = open.filter(({ start }) => !hasList || start >= end);
  const texts = cut
    .flatMap((bracket) => bracket.texts)
    .map((span) => jsonOf(text.slice(span.start, span.end)));
  return { items: [...items, ...texts], isCut: cut.length > 0 };
}

/** A list, or the only one in an object around it. */
function listOf(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value;
  const [list, ...others] = Object.values(Object(value)).filter((each) => Array.isArray(each));
  return others.length === 0 ? list : undefined;
}

/** A bracket that is not closed yet, and the texts that stand in its list. */
interface OpenBracket {
  readonly closing: string;
  readonly start: number;
  readonly texts: Span[];
}

/** Brackets that belong together, and those left open; signs within JSON strings do not count. */
function bracketsIn(text: string): {
  readonly pairs: readonly Span[];
  readonly open: readonly OpenBracket[];
} {
  const pairs: Span[] = [];
  const open: OpenBracket[] = [];
  const sign = /[[\]{}"]/g;
  for (let found = sign.exec(text); found !== null; found = sign.exec(text)) {
    const { 0: character, index: start } = found;
    const inner = open.at(-1);
    if (character === '[' || character === '{')
      open.push({ closing: character === '[' ? ']' : '}', start, texts: [] });
    else if (character === '"' && inner !== undefined) {
      const end = stringEnd(text, start);
      if (end !== undefined && inner.closing === ']') inner.texts.push({ start, end });
      sign.lastIndex = end ?? sign.lastIndex;
    } else if (inner?.closing === character) {
      open.pop();
      pairs.push({ start: inner.start, end: start + 1 });
    }
  }
  return { pairs, open };
}

function stringEnd(text: string, start: number): number | undefined {
  const string = /"(?:[^"\\\n]|\\.)*"/y;
  string.lastIndex = start;
  return string.test(text) ? string.lastIndex : undefined;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
