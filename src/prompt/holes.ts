import type { Hole, Message } from './types.ts';

/** How a hole stands in a message's text. */
export function holeMark(name: string): string {
  return `{{${name}}}`;
}

/** The distinct hole names of some messages, in order of first use. */
export function holeNames(messages: readonly Pick<Message, 'holes'>[]): readonly string[] {
  return [...new Set(messages.flatMap(({ holes }) => holes.map(({ name }) => name)))];
}

/** Fills the holes of a text; a hole without a value stays visible as `{{name}}`. */
export function fillHoles(
  { text, holes }: { readonly text: string; readonly holes: readonly Pick<Hole, 'name' | 'span'>[] },
  values: Readonly<Record<string, string>>,
): string {
  let filled = '';
  let offset = 0;
  for (const { name, span } of [...holes].sort((a, b) => a.span.start - b.span.start)) {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    filled += text.slice(offset, span.start) + (value ?? text.slice(span.start, span.end));
    offset = span.end;
  }
  return filled + text.slice(offset);
}
