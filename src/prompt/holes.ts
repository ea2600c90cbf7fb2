import type { Hole } from './types.ts';

/** How a hole stands in a message's text. */
export function holeMark(name: string): string {
  return `{{${name}}}`;
}

/** The distinct names of the holes of some messages that want a value, in order of first use. */
export function holeNames(messages: readonly HoledMessage[]): readonly string[] {
  const open = messages.flatMap(({ holes }) => holes.filter(({ constant }) => constant === undefined));
  return [...new Set(open.map(({ name }) => name))];
}

interface HoledMessage {
  readonly holes: readonly Pick<Hole, 'name' | 'constant'>[];
}

/** Fills the holes of a text; a constant reads as it does, another hole without a value stays visible as `{{name}}`. */
export function fillHoles(
  {
    text,
    holes,
  }: { readonly text: string; readonly holes: readonly Pick<Hole, 'name' | 'span' | 'constant'>[] },
  values: Readonly<Record<string, string>>,
): string {
  let filled = '';
  let offset = 0;
  for (const { name, span, constant } of [...holes].sort((a, b) => a.span.start - b.span.start)) {
    const value = Object.hasOwn(values, name) ? values[name] : constant;
    filled += text.slice(offset, span.start) + (value ?? text.slice(span.start, span.end));
    offset = span.end;
  }
  return filled + text.slice(offset);
}
