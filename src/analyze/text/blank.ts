const fenced = /^[ \t]*(`{3,}|~{3,})[^\n]*$/gm;
const quoted = /`[^`\n]{0,300}`|"[^"\n]{0,300}"|“[^”\n]{0,300}”|「[^」\n]{0,300}」|『[^』\n]{0,300}』/g;

/** The text with code blocks, inline code and quoted stretches turned to spaces, so that offsets stay. */
export function blankQuoted(text: string): string {
  return blankFences(text).replace(quoted, spaces);
}

/** The text with code blocks turned to spaces, so that offsets stay. */
export function blankFences(text: string): string {
  let result = '';
  let offset = 0;
  let open: { readonly fence: string; readonly start: number } | undefined;
  for (const { 0: line, 1: fence = '', index } of text.matchAll(fenced)) {
    if (open === undefined) open = { fence, start: index };
    else if (fence.startsWith(open.fence)) {
      const end = index + line.length;
      result += text.slice(offset, open.start) + spaces(text.slice(open.start, end));
      offset = end;
      open = undefined;
    }
  }
  return result + text.slice(offset);
}

function spaces(text: string): string {
  return text.replace(/[^\r\n]/g, ' ');
}
