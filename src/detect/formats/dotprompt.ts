import type { Span } from '../../base/span.ts';
import type { Role } from '../../prompt/types.ts';
import type { Piece } from '../codecs/types.ts';
import { controlPiece, eolOf, holePiece, textPieces, trimmedSpan } from './_body.ts';
import {
  keysOf,
  mapAt,
  modelSpanIn,
  readFrontMatter,
  scalarAt,
  settingsOf,
  valueAt,
} from './_frontMatter.ts';
import { samplesIn } from './_samples.ts';
import { defineFormat, type FileMessage } from './types.ts';

const tag = /\\\{\{|\{\{!--[\s\S]*?--~?\}\}|\{\{\{~?\s*([^{}]*?)\s*~?\}\}\}|\{\{~?\s*([^{}]*?)\s*~?\}\}/g;
const roleTag = /^role\s+["']?(\w+)["']?$/;
const path = /^(?:\.\.\/|this[./])*[@\p{L}_][\p{L}\p{N}_]*(?:[./-][\p{L}\p{N}_[\]]+)*$/u;
const roles: ReadonlyMap<string, Role> = new Map([
  ['system', 'system'],
  ['user', 'user'],
  ['model', 'assistant'],
  ['assistant', 'assistant'],
  ['tool', 'tool'],
]);

/** Dotprompt: YAML front matter and a Handlebars body whose `{{role "…"}}` tags separate the messages. */
export const dotprompt = defineFormat({
  id: 'dotprompt',
  files: ['**/*.prompt'],
  languageIds: ['dotprompt', 'plaintext'],
  async parse({ text }) {
    const { map, bodyStart, problems } = await readFrontMatter(text);
    const messages = readMessages(text, bodyStart);
    const input = mapAt(map, 'input');
    const schema = mapAt(input, 'schema');
    const declared = keysOf(mapAt(schema, 'properties') ?? schema).map(({ name, span }) => ({
      name: name.replace(/[?(].*$/, ''),
      span,
    }));
    const output = mapAt(map, 'output');
    const name = scalarAt(map, 'name');
    const settings = settingsOf(map, mapAt(map, 'config'), output);
    const prompt = {
      ...(typeof name === 'string' ? { name } : {}),
      kind: 'template',
      messages,
      settings,
      ...modelSpanIn(map, settings),
      ...(schema === undefined ? {} : { declaredInputs: declared }),
      samples: samplesIn([valueAt(input, 'default')]),
    } as const;
    return { prompts: messages.length === 0 ? [] : [prompt], problems };
  },
});

interface Open {
  readonly role: Role;
  readonly pieces: Piece[];
  readonly start: number;
}

function readMessages(text: string, bodyStart: number): readonly FileMessage[] {
  const span = trimmedSpan(text, bodyStart);
  const params = { eol: eolOf(text), template: 'handlebars' };
  const done: FileMessage[] = [];
  let open: Open = { role: 'user', pieces: [], start: span.start };
  let offset = span.start;
  const close = (end: number) => {
    const message = closeMessage(open, end);
    if (message !== undefined) done.push(message);
  };
  tag.lastIndex = 0;
  for (const match of text.slice(span.start, span.end).matchAll(tag)) {
    const at = span.start + match.index;
    const end = at + match[0].length;
    if (at < offset) continue;
    const inner = (match[1] ?? match[2] ?? '').trim();
    const role = roleTag.exec(inner)?.[1];
    open.pieces.push(...textPieces(text, { start: offset, end: at }, params));
    offset = end;
    if (role !== undefined || inner === 'history') {
      close(at);
      open = { role: roles.get(role ?? '') ?? 'user', pieces: [], start: end };
    } else {
      open.pieces.push(tagPiece(match[0], inner, at, params));
    }
  }
  open.pieces.push(...textPieces(text, { start: offset, end: span.end }, params));
  close(span.end);
  return done;
}

function tagPiece(
  notation: string,
  inner: string,
  start: number,
  params: Piece['encoding']['params'],
): Piece {
  const encoding = { codec: 'plain-text', params: { ...params, notation } };
  const end = start + notation.length;
  if (notation.startsWith('\\')) return { kind: 'escape', text: '{{', start, end, encoding };
  if (path.test(inner) && inner !== 'else')
    return holePiece(inner.replace(/^this[./]/, ''), notation, start, params);
  return controlPiece(notation, start, params);
}

/** Blank edges belong to the layout between role tags, not to the message. */
function closeMessage({ role, pieces, start }: Open, end: number): FileMessage | undefined {
  const isBlank = (piece: Piece) =>
    piece.kind !== 'hole' && piece.kind !== 'control' && piece.text.trim() === '';
  let from = 0;
  let to = pieces.length;
  while (from < to && isBlank(pieces[from] as Piece)) from++;
  while (to > from && isBlank(pieces[to - 1] as Piece)) to--;
  const kept = pieces
    .slice(from, to)
    .map((piece, index, all) => trimEdge(piece, index === 0, index === all.length - 1));
  if (!kept.some(({ kind }) => kind !== 'control')) return undefined;
  const span: Span = { start: kept[0]?.start ?? start, end: kept.at(-1)?.end ?? end };
  return { role, pieces: kept, span };
}

function trimEdge(piece: Piece, first: boolean, last: boolean): Piece {
  if (piece.kind !== 'text') return piece;
  const leading = first ? (/^\s*/.exec(piece.text)?.[0].length ?? 0) : 0;
  const trailing = last ? piece.text.length - Math.max(leading, piece.text.trimEnd().length) : 0;
  const text = piece.text.slice(leading, piece.text.length - trailing);
  return { ...piece, text, start: piece.start + leading, end: piece.end - trailing };
}
