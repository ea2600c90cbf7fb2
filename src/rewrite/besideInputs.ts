import type { PromptLanguage } from '../prompt/types.ts';
import { lineBreakOf, prependSentence } from './layout.ts';

/**
 * Puts a sentence about the inputs that stand between `tags` before the line where the first begins, with the label above it; behind
 * them where the text begins with words that lead to them, and at the start where a sentence holds one.
 */
export function besideInputs(
  text: string,
  tags: readonly string[],
  sentence: string,
  language: PromptLanguage,
): string {
  const at = Math.min(...tags.map((tag) => text.indexOf(`<${tag}>`)).filter((index) => index >= 0));
  const head = Number.isFinite(at) ? text.slice(0, at) : '';
  const start = startOfLead(head);
  if (start === undefined) return prependSentence(text, sentence, language);
  if (head.slice(0, start).trim() === '')
    return isAnnounced(head) ? behindInputs(text, tags, sentence) : prependSentence(text, sentence, language);
  const lineBreak = lineBreakOf(text);
  const indent = /^[ \t]*/.exec(text.slice(start))?.[0] ?? '';
  const gap = /\n[ \t]*\r?\n[ \t]*$/.test(text.slice(0, start)) ? lineBreak : '';
  return `${text.slice(0, start)}${indent}${sentence}${lineBreak}${gap}${text.slice(start)}`;
}

/** Where the lines begin that lead to an input, each with a colon at its end; nothing where the input stands within a sentence. */
function startOfLead(head: string): number | undefined {
  let start = lead.exec(head)?.index ?? ownLine.exec(head)?.index;
  for (let next = start; next !== undefined; next = lead.exec(head.slice(0, next))?.index) start = next;
  return start === undefined || head[start] !== '\n' ? start : start + 1;
}

/** A line that ends in a colon, and at most three empty lines behind it; with the line break before it. */
const lead = /(?:^|\n)[^\n]*[:：][*"'`]*[ \t]*(?:\r?\n[ \t]*){0,4}$/;
const ownLine = /(?:^|\n)[ \t]*$/;

/** True where a sentence rather than a label leads to the input. */
function isAnnounced(head: string): boolean {
  const words = head.trim();
  return (
    /[:：]$/.test(words) && (/\p{Script=Han}/u.test(words) ? words.length > 8 : words.split(/\s+/).length > 4)
  );
}

function behindInputs(text: string, tags: readonly string[], sentence: string): string {
  const end = Math.max(...tags.map((tag) => text.lastIndexOf(`</${tag}>`) + tag.length + '</>'.length));
  const gap = lineBreakOf(text).repeat(2);
  return `${text.slice(0, end)}${gap}${sentence}${text.slice(end)}`;
}
