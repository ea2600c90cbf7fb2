import type { Node } from 'jsonc-parser';
import type { Role } from '../../prompt/types.ts';
import { decodeJson } from '../codecs/jsonString.ts';
import { mapAt, settingsOf } from './_frontMatter.ts';
import { mapOf, memberOf, membersOf } from './_json.ts';
import type { FileMessage, FilePrompt } from './types.ts';

/** Roles of chat messages, by the names that servers know. */
export const chatRoles: ReadonlyMap<string, Role> = new Map([
  ['system', 'system'],
  ['developer', 'system'],
  ['user', 'user'],
  ['assistant', 'assistant'],
  ['tool', 'tool'],
  ['function', 'tool'],
]);

/** What a message may have besides; anything else makes it a row of a log, a table of users or the like. */
const messageKeys = new Set(
  'role content name tool_calls tool_call_id function_call refusal weight cache_control reasoning_content audio prefix'.split(
    ' ',
  ),
);

/** What may stand beside messages: the settings of a request, and what describes a prompt or a row of training data. */
const chatKeys = new Set(
  [
    '$schema id name title description version label tags category metadata variables inputs language',
    'messages system model temperature top_p top_k n seed stop stop_sequences stream stream_options store user',
    'max_tokens max_completion_tokens presence_penalty frequency_penalty logit_bias logprobs top_logprobs',
    'response_format tools tool_choice parallel_tool_calls functions function_call reasoning_effort reasoning',
    'verbosity thinking service_tier options format keep_alive safety_identifier prompt_cache_key',
  ]
    .join(' ')
    .split(' '),
);

/** A line of a batch wraps the request. */
const envelopeKeys = new Set(['custom_id', 'method', 'url', 'body']);

/** Cheaper than parsing: without these no chat is written. */
export function mayHoldChat(text: string): boolean {
  return /"role"\s*:\s*"(?:system|developer|user)"/.test(text) && /"content"\s*:/.test(text);
}

/**
 * Reads a chat by its shape: a list of messages, or an object with `messages` such as the body of a request. `offset` is
 * where the parsed text stands in the file. A tree with mistakes may hold what is no message.
 */
export function readChat(
  node: Node | undefined,
  source: string,
  offset: number,
  isBroken: boolean,
): FilePrompt | undefined {
  const isWrapped = membersOf(node).every(({ key }) => envelopeKeys.has(key));
  const request = (isWrapped ? memberOf(node, 'body') : undefined) ?? node;
  const list = request?.type === 'array' ? request : memberOf(request, 'messages');
  const items = list?.type === 'array' ? (list.children ?? []) : [];
  if (!membersOf(request).every(({ key }) => isBroken || chatKeys.has(key))) return undefined;
  const chat = items.filter(isMessage);
  if (chat.length === 0 || (!isBroken && chat.length < items.length)) return undefined;
  const system = contentOf(memberOf(request, 'system'), 'system', source, offset);
  const messages = [...system, ...chat.flatMap((item) => messagesOf(item, source, offset))];
  if (!messages.some(asks)) return undefined;
  const map = mapOf(request);
  return { kind: 'template', messages, settings: settingsOf(map, mapAt(map, 'options')) };
}

function isMessage(node: Node): boolean {
  const role: unknown = memberOf(node, 'role')?.value;
  const content = memberOf(node, 'content');
  return (
    typeof role === 'string' &&
    chatRoles.has(role) &&
    membersOf(node).every(({ key }) => messageKeys.has(key)) &&
    (content === undefined
      ? memberOf(node, 'tool_calls') !== undefined || memberOf(node, 'function_call') !== undefined
      : content.type === 'null' ||
        content.type === 'string' ||
        (content.type === 'array' && (content.children ?? []).every(isPart)))
  );
}

/** A part of a message's content says what it is: text, image, sound. */
function isPart(node: Node): boolean {
  return typeof memberOf(node, 'type')?.value === 'string';
}

/** A chat without a word from whoever wrote the prompt is none. */
function asks({ role, pieces }: FileMessage): boolean {
  return (
    (role === 'system' || role === 'user') &&
    pieces.some(({ kind, text }) => kind !== 'hole' && /\p{L}/u.test(text))
  );
}

function messagesOf(node: Node, source: string, offset: number): readonly FileMessage[] {
  const role = chatRoles.get(String(memberOf(node, 'role')?.value));
  return role === undefined ? [] : contentOf(memberOf(node, 'content'), role, source, offset);
}

/** Each text part is a message of its own, because other parts stand between them. */
function contentOf(
  content: Node | undefined,
  role: Role,
  source: string,
  offset: number,
): readonly FileMessage[] {
  if (content?.type === 'array')
    return (content.children ?? []).flatMap((part) =>
      contentOf(memberOf(part, 'text'), role, source, offset),
    );
  if (content?.type !== 'string') return [];
  const { offset: start, length } = content;
  const pieces = decodeJson(source, start + 1, start + length - 1);
  if (pieces === undefined || length < 2 || source[start + length - 1] !== '"') return [];
  return [
    {
      role,
      pieces: pieces.map((piece) => ({ ...piece, start: piece.start + offset, end: piece.end + offset })),
      span: { start: start + offset, end: start + length + offset },
    },
  ];
}
