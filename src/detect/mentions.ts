import type { Node } from 'web-tree-sitter';
import type { Extraction, Position } from './extraction.ts';
import { type Fact, lastName } from './facts.ts';
import type { Binding } from './languages/types.ts';
import { nameMentionsModel, splitName, textMentionsModel } from './modelMentions.ts';
import { isPromptByHead, opensForTheModel } from './promptSigns.ts';
import type { Value } from './values.ts';

/** True for a call that only code about language models makes. */
export function callMentionsModel(node: Node, callee: string, extraction: Extraction): boolean {
  return (
    nameMentionsModel(callee) || makesAgent.test(lastName(callee)) || asksServer(node, callee, extraction)
  );
}

/** True for a name, or a setting, that only code about language models has. */
export function bindingMentionsModel(bound: Binding, extraction: Extraction): boolean {
  const { target, via } = bound;
  const isSystemMessage = via === 'argument' && target === 'system_message';
  return isSystemMessage || nameMentionsModel(target) || isTemperature(bound, extraction);
}

/** True for a text that says what its file is about: a model's id, a server's address, or plainly a prompt. */
export function valueMentionsModel(bound: Binding, text: string): boolean {
  return textMentionsModel(text) || isPlainlyPrompt(bound, text);
}

/** Says that the file has to do with language models. */
export function mentionAt(
  { startIndex: start, endIndex: end }: Node,
  { scope, around }: Position,
  { uri }: Extraction,
): Fact {
  const value: Value = { kind: 'opaque', start: 0, end: end - start };
  return { kind: 'mention', uri, name: '', via: 'none', scope, around, value, start, end };
}

/** `AssistantAgent(…)`, and nothing that sends or sells. */
const makesAgent = /^(?!User|Http|Real|Travel)(?:[A-Z]\w*)?Agent$/;

/** `fetch("https://api.openai.com/…")`, `requests.post(…)`. */
function asksServer(node: Node, callee: string, { source }: Extraction): boolean {
  if (!/^(?:fetch|request|post|axios|urlopen)$/i.test(lastName(callee))) return false;
  const [, address = ''] =
    /["'`](https?:[^"'`\s]*)/.exec(source.slice(node.startIndex, node.startIndex + 200)) ?? [];
  return textMentionsModel(address);
}

/** `{ model, messages }`, as it is posted to a server. */
export function isRequestBody({ startIndex, endIndex }: Node, source: string): boolean {
  const head = source.slice(startIndex, Math.min(endIndex, startIndex + 200));
  return /\bmodel\b/.test(head) && /\bmessages\b/.test(head);
}

/** `REVIEW_PROMPT = "You are …"` says of the other texts of its file what they are for. */
function isPlainlyPrompt({ target, via }: Binding, text: string): boolean {
  return (
    via === 'variable' && isPromptByHead(splitName(lastName(target))) && opensForTheModel.test(text.trim())
  );
}

/** The setting of a sampler, not of a stove. */
function isTemperature(
  { target, value: { startIndex, endIndex } }: Binding,
  { source }: Extraction,
): boolean {
  return (
    lastName(target) === 'temperature' && /^(?:[01]?\.\d+|[01])$/.test(source.slice(startIndex, endIndex))
  );
}
