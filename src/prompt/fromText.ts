import { contentHashOf } from './contentHash.ts';
import { languageOf } from './language.ts';
import type { Encoding, Hole, Message, Prompt, Role, Segment } from './types.ts';

/** What a prompt built from texts may have besides them. */
export interface FromTextOptions
  extends Partial<Pick<Prompt, 'kind' | 'origin' | 'settings' | 'title' | 'call'>> {
  readonly path?: string;
  readonly declaredInputs?: readonly string[];
  readonly valuedNames?: readonly string[];
}

const plain: Encoding = { codec: 'plain', params: {} };
const holePattern = /\{\{([\p{L}_][\p{L}\p{N}_.-]*)\}\}/gu;

/** A prompt that stands in no file, built from message texts in which `{{name}}` is a hole. */
export function promptFromText(
  texts: readonly { readonly role: Role; readonly text: string }[],
  options: FromTextOptions = {},
): Prompt {
  const {
    path = 'prompt.txt',
    kind = 'template',
    origin = 'text',
    settings = {},
    title = path,
    call,
  } = options;
  const uri = `text:${path}`;
  const messages = texts.map(({ role, text }) => messageFromText(role, text, uri));
  const source = { uri, span: { start: 0, end: 0 } };
  return {
    id: path,
    lineage: { path, symbol: '', ordinal: 0 },
    contentHash: contentHashOf(messages),
    title,
    origin,
    kind,
    language: languageOf(texts.map(({ text }) => text).join('\n')),
    messages,
    settings,
    confidence: 1,
    ...(call === undefined ? {} : { call }),
    ...(options.valuedNames === undefined ? {} : { valuedNames: options.valuedNames }),
    ...(options.declaredInputs === undefined
      ? {}
      : { declaredInputs: options.declaredInputs.map((name) => ({ name, source })) }),
  };
}

function messageFromText(role: Role, text: string, uri: string): Message {
  const holes = [...text.matchAll(holePattern)].map((match): Hole => {
    const [mark, name = ''] = match;
    return { name, expression: name, span: { start: match.index, end: match.index + mark.length } };
  });
  return { role, text, holes, segments: segmentsOf(text, holes, uri), source: rangeOf(uri, 0, text.length) };
}

function segmentsOf(text: string, holes: readonly Hole[], uri: string): readonly Segment[] {
  const bounds = [0, ...holes.flatMap(({ span }) => [span.start, span.end]), text.length];
  return bounds.slice(1).flatMap((end, index): Segment[] => {
    const start = bounds[index] ?? 0;
    if (start === end) return [];
    const kind = index % 2 === 0 ? 'text' : 'hole';
    return [{ kind, text: text.slice(start, end), source: rangeOf(uri, start, end), encoding: plain }];
  });
}

function rangeOf(uri: string, start: number, end: number): Segment['source'] {
  return { uri, span: { start, end } };
}
