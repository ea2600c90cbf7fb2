import { type Node, parseTree } from 'jsonc-parser';
import type { Span } from '../../base/span.ts';

/** A scalar inside the JSON object of a reply: its dotted path, its value as text, and where the value stands. */
export interface JsonField {
  readonly path: string;
  readonly value: string;
  readonly span: Span;
}

const deepest = 4;
const mostCandidates = 20;

/** The scalars of the last JSON object in a reply, in order of writing; none where there is no whole object. */
export function jsonFields(reply: string): readonly JsonField[] {
  for (const { start, end } of objectsIn(reply).slice(-mostCandidates).reverse()) {
    const errors: unknown[] = [];
    const root = parseTree(reply.slice(start, end), errors as never[], { allowTrailingComma: true });
    if (root?.type === 'object' && errors.length === 0) return scalars(root, '', start, 0);
  }
  return [];
}

/** Outermost `{…}` of a text; braces inside JSON strings do not count. */
function objectsIn(text: string): readonly Span[] {
  const spans: Span[] = [];
  let depth = 0;
  let start = 0;
  let inString = false;
  for (let offset = 0; offset < text.length; offset++) {
    const character = text[offset];
    if (inString) {
      if (character === '\\') offset++;
      else if (character === '"' || character === '\n') inString = false;
    } else if (character === '"') inString = depth > 0;
    else if (character === '{' && depth++ === 0) start = offset;
    else if (character === '}' && depth > 0 && --depth === 0) spans.push({ start, end: offset + 1 });
  }
  return spans;
}

function scalars(node: Node, path: string, base: number, depth: number): readonly JsonField[] {
  if (node.type === 'object' && depth < deepest)
    return (node.children ?? []).flatMap(({ children: [key, value] = [] }) => {
      if (key === undefined || value === undefined) return [];
      const name = path === '' ? String(key.value) : `${path}.${String(key.value)}`;
      return scalars(value, name, base, depth + 1);
    });
  if (node.type === 'object' || node.type === 'array' || node.type === 'null') return [];
  const quote = node.type === 'string' ? 1 : 0;
  const start = base + node.offset + quote;
  return [
    { path, value: String(node.value), span: { start, end: base + node.offset + node.length - quote } },
  ];
}
