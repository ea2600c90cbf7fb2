/** A text without what is written in no language: code in fences or between backquotes, and addresses. */
export function proseOf(text: string): string {
  return text
    .replace(/^(```|~~~)[^\n]*\n[\s\S]*?(?:^\1|$(?![\s\S]))/gm, ' ')
    .replace(/(`+)[^`]+\1/g, ' ')
    .replace(/\bhttps?:\/\/[^\s)>\]]+/g, ' ');
}
