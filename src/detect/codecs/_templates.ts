/** One tag of a text template, with offsets in that text. */
export interface TemplateHole {
  /** A `control` is a block or a comment of the template, which never reaches the model. */
  readonly kind: 'hole' | 'control';
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
const jinjaTag =
  /\{%[-+]?\s*raw\s*[-+]?%\}([\s\S]{0,4000}?)\{%[-+]?\s*endraw\s*[-+]?%\}|\{%[^\n]*?%\}|\{#[\s\S]{0,4000}?#\}|\{\{\{([^{}\n]*)\}\}\}|\{\{([^{}\n]*)\}\}/gu;
const roleLine =
  /^[ \t]{0,20}(?:#[ \t]{0,20})?(system|user|assistant|developer|tool|function)(?:\[[^\]\r\n]{0,500}\])?[ \t]{0,20}:[ \t]{0,20}$/gim;
const path = /^[-~&]?\s*([\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*)/u;

/**
 * The holes of a text in one notation: `double` is `{{name}}`, `single` is `{name}` but not a LaTeX argument, `input` is
 * `${input:name}`, `jinja` is Jinja, Nunjucks and Mustache, `prompty` the same with {@link roleLines}; others have none.
 */
export function templateHoles(text: string, notation: string): readonly TemplateHole[] {
  if (notation === 'double') return [...text.matchAll(doubled)].map((match) => hole(match, match[1] ?? ''));
  if (notation === 'single') return [...text.matchAll(single)].map((match) => hole(match, match[1] ?? ''));
  if (notation === 'jinja') return [...text.matchAll(jinjaTag)].flatMap(jinjaTags);
  if (notation === 'prompty') return [...templateHoles(text, 'jinja'), ...roleLines(text)].sort(byStart);
  if (notation !== 'input') return [];
  return [...text.matchAll(inputVariable)].map((match) => {
    const sample = match[3]?.trim();
    return { ...hole(match, match[2] ?? match[1] ?? ''), ...(sample ? { sample } : {}) };
  });
}

/**
 * True where text written between two others reads as text and leaves the tags beside it alone. The very same tags, not
 * as many: text before a hole can spoil it and bring one of its own.
 */
export function keepsHoles(left: string, written: string, right: string, notation: string): boolean {
  if (isJinja(notation) && opensTag(left.slice(-1) + written + right.slice(0, 1))) return false;
  const tagsOf = (text: string, shift = 0) =>
    templateHoles(text, notation).map(({ start, end }) => `${start + shift} ${end + shift}`);
  const own = [...tagsOf(left), ...tagsOf(right, left.length + written.length)];
  return tagsOf(left + written + right).join() === own.join();
}

/** The same for a whole text, in which `parts` says what is a tag and what is new. */
export function keepsTags(
  parts: readonly { readonly text: string; readonly isTag: boolean; readonly isNew: boolean }[],
  notation: string,
): boolean {
  if (!isJinja(notation)) return true;
  let offset = 0;
  const own: string[] = [];
  for (const { text, isTag } of parts) {
    if (isTag) own.push(`${offset} ${offset + text.length}`);
    offset += text.length;
  }
  const whole = parts.map(({ text }) => text).join('');
  const now = templateHoles(whole, notation).map(({ start, end }) => `${start} ${end}`);
  return now.join() === own.join() && !parts.some(({ text, isNew }) => isNew && opensTag(text));
}

function isJinja(notation: string): boolean {
  return notation === 'jinja' || notation === 'prompty';
}

/** Even one that is never closed: the template engine would stop there. */
function opensTag(text: string): boolean {
  return /\{[{%#]/.test(text);
}

/** The lines of Prompty that begin a message: `user:`, `# system:`, `user[name="Ann"]:`. The name is the role. */
export function roleLines(text: string): readonly TemplateHole[] {
  return [...text.matchAll(roleLine)].map((match) => ({
    ...control(match.index, match.index + match[0].length),
    name: (match[1] ?? '').toLowerCase(),
  }));
}

function byStart(a: TemplateHole, b: TemplateHole): number {
  return a.start - b.start;
}

/** Whatever a filter does to it, an output is a hole of the name it begins with; without one it is part of the template. */
function jinjaTags(match: RegExpExecArray): readonly TemplateHole[] {
  const raw = match[1];
  const start = match.index;
  const end = start + match[0].length;
  if (raw !== undefined) {
    const from = start + match[0].indexOf('%}') + 2;
    return [control(start, from), control(from + raw.length, end)];
  }
  const name = path.exec((match[2] ?? match[3] ?? '').trim())?.[1];
  return [name === undefined ? control(start, end) : hole(match, name)];
}

function control(start: number, end: number): TemplateHole {
  return { kind: 'control', name: '', expression: '', start, end };
}

function hole(match: RegExpExecArray, name: string): TemplateHole {
  return { kind: 'hole', name, expression: name, start: match.index, end: match.index + match[0].length };
}
