import type { PromptLanguage } from '../prompt/types.ts';

/** The line break a text uses. */
export function lineBreakOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/**
 * The indentation the lines of a text share. The first line counts only where a line break stands before it: in an indented
 * string literal it begins right after the quote.
 */
export function indentOf(text: string): string {
  const indents = text
    .split(/\r?\n/)
    .slice(1)
    .filter((line) => line.trim() !== '')
    .map((line) => /^[ \t]*/.exec(line)?.[0] ?? '');
  return indents.reduce(
    (shortest, indent) => (indent.length < shortest.length ? indent : shortest),
    indents[0] ?? '',
  );
}

/** The spaces and tabs directly before an offset. */
export function blanksBefore(text: string, at: number): string {
  let start = at;
  while (start > 0 && (text[start - 1] === ' ' || text[start - 1] === '\t')) start--;
  return text.slice(start, at);
}

/** True where paragraphs are set apart by blank lines, or there is only one line. */
function usesBlankLines(body: string): boolean {
  return !body.includes('\n') || /\n[ \t]*\r?\n/.test(body);
}

const listItem = /^([ \t]*)(?:([-*+•])|(\d{1,3})([.)、]))([ \t]*)(?=\S)/;

/** A line that is data or markup rather than a sentence of prose. */
function isProse(line: string): boolean {
  return (
    /^\p{L}|^["“']?\p{Lu}/u.test(line) &&
    !/^(?:[^\s:：]{1,40} ){0,2}[^\s:：]{1,40} ?[:：]\s*(?:$|\{\{|["“'`<])/.test(line) &&
    !listItem.test(line) &&
    line.trim() !== ''
  );
}

/**
 * Adds sentences at the end of a text, before the white space that closes it: as one more item after a list, on the same line
 * after a single line of prose, else as a paragraph of its own with the indentation of the others.
 */
export function appendSentences(text: string, sentences: string, language: PromptLanguage): string {
  const body = text.trimEnd();
  const tail = text.slice(body.length);
  if (body.trim() === '') return text + sentences;
  const lines = body.split(/\r?\n/);
  const last = lines.at(-1) ?? '';
  if (/[:：]$/.test(last) && !/[:：]$/.test(lines.at(-2) ?? ''))
    return beforeLastLine(text, body, sentences, language);
  const item = listItem.exec(last);
  const lineBreak = lineBreakOf(text);
  if (item !== null && isListOfProse(lines)) {
    const [, indent = '', bullet, number = '', point = '', gap = ' '] = item;
    return `${body}${lineBreak}${indent}${bullet ?? `${Number(number) + 1}${point}`}${gap}${sentences}${tail}`;
  }
  const finished = tail === '' ? !/(?:\}\}|>|[,，;；、])$/.test(last) : /[.!?。！？…]$/.test(last);
  if (lines.length === 1 && isProse(last) && finished)
    return body + closing(last, language) + sentences + tail;
  const indent = lines.length === 1 ? '' : indentOf(text);
  return `${body}${lineBreak}${usesBlankLines(body) ? lineBreak : ''}${indent}${sentences}${tail}`;
}

/** For a text that ends in a colon: what it announces is joined on later, so nothing may come between. */
function beforeLastLine(text: string, body: string, sentences: string, language: PromptLanguage): string {
  const lineStart = body.lastIndexOf('\n') + 1;
  const start = lineStart + (/^[ \t]*/.exec(body.slice(lineStart))?.[0].length ?? 0);
  if (lineStart === 0) return prependSentence(text, sentences, language);
  const lineBreak = lineBreakOf(text);
  const gap = usesBlankLines(body) ? lineBreak + lineBreak : lineBreak;
  return text.slice(0, start) + sentences + gap + text.slice(lineStart);
}

/** True where the list that ends the text has at least two items that are sentences, not data. */
function isListOfProse(lines: readonly string[]): boolean {
  const items = lines.slice(-2).filter((line) => listItem.test(line));
  return (
    items.length === 2 &&
    items.every((line) => line.replace(listItem, '').split(/\s+/).length > 2 || /[。.!？?；;]$/.test(line))
  );
}

/** What closes the last sentence of a line and sets the next one apart. */
function closing(line: string, language: PromptLanguage): string {
  const closed = /[.!?。！？…]["'”’)）」]?$/.test(line);
  if (language === 'zh') return closed ? '' : '。';
  return closed ? ' ' : '. ';
}

/**
 * Adds a sentence at the start of a text: after a Markdown heading, on the same line before short prose, else on a line of
 * its own with the indentation of the others.
 */
export function prependSentence(text: string, sentence: string, language: PromptLanguage): string {
  const start = text.length - text.trimStart().length;
  const heading = /^#{1,6} [^\n]*\r?\n(?:[ \t]*\r?\n)*[ \t]*/.exec(text.slice(start));
  const at = start + (heading?.[0].length ?? 0);
  const rest = text.slice(at);
  if (rest === '') return text + sentence;
  const firstLine = rest.split(/\r?\n/, 1)[0] ?? '';
  const fits = isProse(firstLine) && !firstLine.startsWith('{{') && firstLine.length + sentence.length <= 160;
  if (fits) return text.slice(0, at) + sentence + (language === 'zh' ? '' : ' ') + rest;
  const lineBreak = lineBreakOf(text);
  const indent = blanksBefore(text, at);
  return (
    text.slice(0, at) + sentence + lineBreak + (usesBlankLines(text.trim()) ? lineBreak : '') + indent + rest
  );
}
