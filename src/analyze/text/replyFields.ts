import { type Span, slice } from '../../base/span.ts';
import type { Message } from '../../prompt/types.ts';
import { jsonShapes } from './jsonShapes.ts';
import { keyLists } from './keyLists.ts';
import { labelledLines } from './labelledLines.ts';
import { labelledSections } from './labelledSections.ts';

/** A part of a reply that has a name; `value` is what the prompt says of it or puts there. */
export interface ReplyField {
  readonly key: string;
  readonly keySpan: Span;
  readonly span: Span;
  readonly value: string;
}

/** Fields in the order of a reply: a form that asks for one, or a reply itself. */
export interface ReplyFields {
  readonly fields: readonly ReplyField[];
  readonly start: number;
  readonly isForm: boolean;
  /** True where the last value may go on behind its field. */
  readonly isOpen: boolean;
  /** True where programs find fields by name and not by their order. */
  readonly isJson: boolean;
}

/** What a message shows or says of the parts of a reply: JSON, keys in a list, labelled lines, elements, headings. */
export function replyFieldsOf(message: Message): readonly ReplyFields[] {
  const { text } = message;
  return [
    ...jsonFields(message),
    ...keyLists(text).map((keys) => {
      const fields = keys.map((key) => ({ ...key, value: slice(text, key.span).slice(key.key.length) }));
      return { fields, start: startOf(fields), isForm: true, isOpen: false, isJson: true };
    }),
    ...[...labelledLines(text), ...labelledSections(text)].map((lines) => ({
      ...lines,
      start: startOf(lines.fields),
      isJson: false,
    })),
  ];
}

function jsonFields({ text, holes }: Message): readonly ReplyFields[] {
  const atoms = holes.map(({ span }) => span);
  return jsonShapes(text, atoms).flatMap(({ members, span }) => {
    const fields = members.map((member) => ({ ...member, value: slice(text, member.valueSpan) }));
    const isData = fields.every(({ value }) => isHole(value, text, atoms));
    return isData ? [] : [{ fields, start: span.start, isForm: true, isOpen: false, isJson: true }];
  });
}

/** Where all values are holes, something is given to the model, not asked of it. */
function isHole(value: string, text: string, holes: readonly Span[]): boolean {
  const bare = value.replace(/^["'`\s]+|["'`\s]+$/g, '');
  return holes.some((span) => bare === slice(text, span));
}

function startOf([first]: readonly ReplyField[]): number {
  return first?.span.start ?? 0;
}
