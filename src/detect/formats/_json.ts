import type { Node } from 'jsonc-parser';
import type { Span } from '../../base/span.ts';
import { defineTexts, phrase } from '../../base/text.ts';
import type { DetectionProblem } from '../../prompt/types.ts';
import type { FileMap } from './_frontMatter.ts';

const texts = defineTexts({
  broken: {
    en: 'The JSON has a mistake here, so messages near it may be missing. Correct it to see them all.',
    'zh-cn': '此处的 JSON 有误，附近的消息可能未被识别。请改正后再看。',
  },
});

/** JSON as a tree; where it has mistakes, as much of it as can be made out, and where the first one is. */
export interface JsonTree {
  readonly root: Node | undefined;
  readonly mistake?: Span;
}

/** Parses JSON, comments allowed. Loads the parser on first use. */
export async function parseJson(source: string): Promise<JsonTree> {
  const { parseTree } = await import('jsonc-parser');
  const errors: Parameters<typeof parseTree>[1] = [];
  try {
    const root = parseTree(source, errors, { allowTrailingComma: true });
    const [first] = errors;
    if (first === undefined) return { root };
    return { root, mistake: { start: first.offset, end: first.offset + first.length } };
  } catch {
    // Nested so deeply that the parser's stack is full: nobody wrote that by hand.
    return { root: undefined };
  }
}

/** A mistake in a file that otherwise holds prompts. */
export function jsonProblem({ start, end }: Span, offset = 0): DetectionProblem {
  return { code: 'json', phrase: phrase(texts.broken), span: { start: start + offset, end: end + offset } };
}

/** The value under a key of an object. */
export function memberOf(node: Node | undefined, key: string): Node | undefined {
  return membersOf(node).find((member) => member.key === key)?.value;
}

/** The keys of an object with their values. */
export function membersOf(node: Node | undefined): readonly { readonly key: string; readonly value: Node }[] {
  if (node?.type !== 'object') return [];
  return (node.children ?? []).flatMap(({ children: [key, value] = [] }) =>
    typeof key?.value === 'string' && value !== undefined ? [{ key: key.value, value }] : [],
  );
}

/** An object as plain data, one level of objects deep. */
export function mapOf(node: Node | undefined): FileMap {
  return {
    entries: membersOf(node).map(({ key, value }) => ({
      key,
      span: { start: value.offset, end: value.offset + value.length },
      value: plainOf(value),
      ...(value.type === 'object' ? { map: mapOf(value) } : {}),
    })),
  };
}

function plainOf(node: Node): unknown {
  if (node.type === 'array') return (node.children ?? []).map(plainOf);
  if (node.type === 'object')
    return Object.fromEntries(membersOf(node).map(({ key, value }) => [key, plainOf(value)]));
  return node.value;
}
