/** One hole of a text template, with offsets in that text. */
export interface TemplateHole {
  readonly name: string;
  readonly expression: string;
  readonly start: number;
  readonly end: number;
  /** A value the notation itself proposes, such as the placeholder of `${input:name:placeholder}`. */
  readonly sample?: string;
}

const identifier = String.raw`[\p{L}_][\p{L}\p{N}_]*(?:[.-][\p{L}\p{N}_]+)*`;
const doubled = new RegExp(String.raw`\{\{\s*(${identifier})\s*\}\}`, 'gu');
const single = new RegExp(
  String.raw`(?<![{$\\]|\\\p{L}{1,20}(?:\{[^{}\n]{0,40}\}){0,3})\{(${identifier})\}(?!\})`,
  'gu',
);
const inputVariable = /\$\{(input:([\w.-]+)(?::([^}\n]*))?|[\w.-]+)\}/g;

/** The holes of a text in one notation: `double` is `{{name}}`, `single` is `{name}` but not a LaTeX argument, `input` is `${input:name}`; other notations have none. */
export function templateHoles(text: string, notation: string): readonly TemplateHole[] {
  if (notation === 'double') return [...text.matchAll(doubled)].map((match) => hole(match, match[1] ?? ''));
  if (notation === 'single') return [...text.matchAll(single)].map((match) => hole(match, match[1] ?? ''));
  if (notation !== 'input') return [];
  return [...text.matchAll(inputVariable)].map((match) => {
    const sample = match[3]?.trim();
    return { ...hole(match, match[2] ?? match[1] ?? ''), ...(sample ? { sample } : {}) };
  });
}

function hole(match: RegExpExecArray, name: string): TemplateHole {
  return { name, expression: name, start: match.index, end: match.index + match[0].length };
}
