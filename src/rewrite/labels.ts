import type { Prompt } from '../prompt/types.ts';

const quoted =
  /"([^"\n]{1,40})"|“([^”\n]{1,40})”|「([^」\n]{1,40})」|`([^`\n]{1,40})`|(?<![\p{L}\p{N}])'([^'\n]{1,40})'(?![\p{L}\p{N}])/gu;
const tag = /<\/?([\p{L}_][\w.-]{0,40})>/gu;
const fieldLabel = /^[ \t]*(?:[-*+] |\d+[.)] |#+ )?(?:\*\*)?([\p{L}_][\p{L}\p{N}_ -]{0,30})(?:\*\*)?[:：]/gmu;
const choices =
  /[:：(（] *((?:(?:(?![或和])[\p{L}\p{N}_-]){1,30}(?: *[,，、/|] *| +(?:or|and) +|或|和)){1,20}(?:(?:or|and) +)?[\p{L}\p{N}_-]{1,30}) *(?=[.。)）\n]|$)/gu;
const constant =
  /\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\b|\b[A-Z]{2,}(?:(?: *[,/|] *(?:or |and )?| or | and )[A-Z]{2,}\b)+/g;

/**
 * The words of a prompt that code or readers of its replies may depend on, in order of first use: quoted strings, tags, field
 * labels, enumerated choices and capitalised constants. A rewrite must keep them.
 */
export function labelsOf(prompt: Prompt): readonly string[] {
  return [...new Set(prompt.messages.flatMap((message) => labelsOfText(withoutHoles(message, '\n'))))];
}

/** The labels of `prompt` that stand in none of `texts`. */
export function lostLabels(prompt: Prompt, texts: readonly string[]): readonly string[] {
  const all = texts.join('\n');
  return labelsOf(prompt).filter((label) => !all.includes(label));
}

function labelsOfText(text: string): readonly string[] {
  return [
    ...groups(text, quoted),
    ...groups(text, tag),
    ...groups(text, fieldLabel),
    ...groups(text, choices).flatMap((list) => list.split(/ *[,，、/|] *(?:or |and )?| +(?:or|and) +|或|和/)),
    ...(text.match(constant) ?? []).flatMap((list) => list.split(/[^A-Z0-9_]+(?:or |and )?/)),
  ].filter((label) => label.trim() !== '');
}

function groups(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].map(
    (match) => match.slice(1).find((group) => group !== undefined) ?? '',
  );
}

/** A message's text with every hole's mark blanked out by `blank`, one character, so that offsets stay. */
export function withoutHoles({ text, holes }: Prompt['messages'][number], blank = ' '): string {
  let blanked = '';
  let offset = 0;
  for (const { span } of holes.toSorted((a, b) => a.span.start - b.span.start)) {
    blanked += text.slice(offset, span.start) + blank.repeat(span.end - span.start);
    offset = span.end;
  }
  return blanked + text.slice(offset);
}
