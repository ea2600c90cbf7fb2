import { hashData } from '../base/hash.ts';
import type { Span } from '../base/span.ts';
import { fillHoles } from '../prompt/holes.ts';
import { languageOf } from '../prompt/language.ts';
import type { Hole, Message, Prompt, Role, Segment, SourceRange } from '../prompt/types.ts';
import type { Piece } from './codecs/types.ts';

/** A message whose pieces have offsets in the file. */
export interface RawMessage {
  readonly role: Role;
  readonly pieces: readonly Piece[];
  readonly span: Span;
  /** The file it stands in, where that is another one. */
  readonly uri?: string;
  readonly foundElsewhere?: true;
}

/** Facts about holes that stand outside the message, by expression. */
export type HoleFacts = (expression: string, name: string) => Pick<Hole, 'fromOutside' | 'samples'>;

/** Everything of a prompt but what follows from its place among the others of the file. */
export interface RawPrompt
  extends Pick<
    Prompt,
    | 'title'
    | 'origin'
    | 'kind'
    | 'settings'
    | 'settingSources'
    | 'confidence'
    | 'call'
    | 'declaredInputs'
    | 'valuedNames'
    | 'site'
  > {
  readonly symbol: string;
  readonly messages: readonly RawMessage[];
}

/** Builds a prompt; `ordinal` tells prompts of one symbol apart. */
export function assemblePrompt(
  raw: RawPrompt,
  place: { readonly uri: string; readonly path: string; readonly ordinal: number },
  holeFacts: HoleFacts,
): Prompt {
  const { symbol, messages: rawMessages, call, declaredInputs, ...rest } = raw;
  const messages = rawMessages.map((message) => assembleMessage(message, place.uri, holeFacts));
  const text = messages.map((message) => message.text).join('\n');
  return {
    ...rest,
    ...(call === undefined ? {} : { call }),
    ...(declaredInputs === undefined ? {} : { declaredInputs }),
    id: `${symbol}#${place.ordinal}`,
    lineage: { path: place.path, symbol, ordinal: place.ordinal },
    contentHash: hashData(messages.map((message) => [message.role, fillHoles(message, {})])),
    language: languageOf(text),
    messages,
  };
}

function assembleMessage(message: RawMessage, ownUri: string, holeFacts: HoleFacts): Message {
  const { role, pieces, span, uri = ownUri, foundElsewhere } = message;
  const holes: Hole[] = [];
  let text = '';
  const segments = pieces.map((piece): Segment => {
    const { kind, start, end, encoding } = piece;
    const own = kind === 'control' ? '' : piece.text;
    if (kind === 'hole') {
      const name = own.slice(2, -2);
      const expression = piece.expression ?? name;
      const at = { start: text.length, end: text.length + own.length };
      const { constant } = piece;
      const facts = constant === undefined ? holeFacts(expression, name) : { constant };
      holes.push({ name, expression, span: at, ...facts });
    }
    text += own;
    return { kind, text: own, source: { uri, span: { start, end } }, encoding };
  });
  return { role, text, segments, holes, source: { uri, span }, ...(foundElsewhere && { foundElsewhere }) };
}

/** Moves everything behind an edit of a file; spans that end before it, or stand in other files, stay as they are. */
export function shiftPrompt(prompt: Prompt, uri: string, moved: (offset: number) => number): Prompt {
  const moveRange = (range: SourceRange): SourceRange =>
    range.uri === uri ? { uri, span: { start: moved(range.span.start), end: moved(range.span.end) } } : range;
  const move = <T extends { readonly source: SourceRange }>(item: T): T => ({
    ...item,
    source: moveRange(item.source),
  });
  const messages = prompt.messages.map((message) => ({
    ...move(message),
    segments: message.segments.map(move),
  }));
  const modelId = prompt.settingSources?.modelId;
  const { site } = prompt;
  return {
    ...prompt,
    messages,
    ...(site === undefined ? {} : { site: moveRange(site) }),
    ...(prompt.declaredInputs === undefined ? {} : { declaredInputs: prompt.declaredInputs.map(move) }),
    ...(modelId === undefined ? {} : { settingSources: { modelId: moveRange(modelId) } }),
  };
}
