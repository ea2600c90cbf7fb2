import type { Node, Tree, TreeCursor } from 'web-tree-sitter';
import type { Span } from '../base/span.ts';
import { type Around, type Fact, lastName } from './facts.ts';
import { parametersIn, spokenIn } from './flows.ts';
import { conditionalPiece, operandPiece, uniqueHoleNames } from './languages/_compose.ts';
import type { Binding, Language, NodeRole, Reading } from './languages/types.ts';
import { isMaker, makerNames } from './makers.ts';
import { moduleMentionsModel, nameMentionsModel, splitName, textMentionsModel } from './modelMentions.ts';
import { isPromptByHead, opensForTheModel } from './promptSigns.ts';
import { comparisonIn, isReplyReader, parametersFlow, replyReaders } from './replyReaders.ts';
import { readsEnvironment } from './settings.ts';
import { isSinkDecorator, sinkNames } from './sinkCalls.ts';
import { textOf, type Value } from './values.ts';

/** Beyond this many characters a list or record is not read as one value; its parts are still found one by one. */
const largestValue = 40_000;
const nodesBetweenChecks = 4096;
/** Calls that build a message list. */
const listMethods = ['append', 'push', 'unshift', 'insert', 'extend'];
const interestingCalls = new Set([...sinkNames, ...makerNames, ...listMethods, 'format', 'pipe']);
/** Calls whose result is another reply, not what they were given. */
const asking = new Set(sinkNames.filter((name) => !replyReaders.has(name)));
const roleKey = /(?:^|[^\w])["']?role["']?\s*[:=]/;

/** The node roles of a language by the grammar's type numbers. */
export function rolesById(language: Language, tree: Tree): readonly (NodeRole | undefined)[] {
  return tree.language.types.map((type) =>
    Object.hasOwn(language.roles, type) ? language.roles[type] : undefined,
  );
}

/** Thrown through the walk when a file takes too long; caught by the session. */
export class DeadlineExceeded extends Error {}

export interface Extraction {
  readonly uri: string;
  readonly language: Language;
  readonly roles: readonly (NodeRole | undefined)[];
  readonly source: string;
  readonly eol: string;
  /** Throws {@link DeadlineExceeded} when time is up. */
  checkTime(): void;
}

/** Where a node stands. */
interface Position {
  readonly scope: string;
  readonly around: Around | undefined;
}

const top: Position = { scope: '', around: undefined };

/** Reads all facts of a tree in source order. */
export function extractFacts(tree: Tree, extraction: Extraction): readonly Fact[] {
  const facts: Fact[] = [];
  walkAll(tree.rootNode, top, extraction, facts);
  return facts;
}

/**
 * Reads the facts of the nodes that touch a span, and says which span that was in the end: a change in the header of a
 * function, class, binding or call may rename everything inside.
 */
export function extractTouched(
  tree: Tree,
  touched: Span,
  extraction: Extraction,
): { readonly facts: readonly Fact[]; readonly within: Span } {
  const walk = { facts: [] as Fact[], start: touched.start, end: touched.end };
  walkTouched(tree.rootNode, top, walk, extraction);
  return { facts: walk.facts, within: { start: walk.start, end: walk.end } };
}

/** Walks a whole subtree with a cursor, which costs a fraction of making nodes; without recursion, as trees may be deep. */
function walkAll(from: Node, outer: Position, extraction: Extraction, facts: Fact[]): void {
  const cursor = from.walk();
  try {
    walkWith(cursor, outer, extraction, facts);
  } finally {
    // Left to its finaliser it could outlive its tree.
    cursor.delete();
  }
}

function walkWith(cursor: TreeCursor, outer: Position, extraction: Extraction, facts: Fact[]): void {
  /** The positions of the nodes above the cursor. */
  const above: Position[] = [];
  let position = outer;
  for (let visited = 1; ; visited++) {
    if (visited % nodesBetweenChecks === 0) extraction.checkTime();
    const role = extraction.roles[cursor.nodeTypeId];
    const inner =
      role === undefined || role === 'leaf'
        ? position
        : readNode(role, cursor.currentNode, position, extraction, facts);
    if (role !== 'leaf' && cursor.gotoFirstChild()) {
      above.push(position);
      position = inner;
      continue;
    }
    while (above.length > 0 && !cursor.gotoNextSibling()) {
      cursor.gotoParent();
      position = above.pop() ?? outer;
    }
    if (above.length === 0) break;
  }
}

/** Walks down to the nodes that touch a span, past all siblings that do not. */
function walkTouched(
  node: Node,
  position: Position,
  walk: { readonly facts: Fact[]; start: number; end: number },
  extraction: Extraction,
): void {
  const role = extraction.roles[node.typeId];
  if (role === 'leaf') return;
  if (role !== undefined && walk.start <= headerEnd(role, node, extraction.language)) {
    walk.start = Math.min(walk.start, node.startIndex);
    walk.end = Math.max(walk.end, node.endIndex);
    walkAll(node, position, extraction, walk.facts);
    return;
  }
  const inner = role === undefined ? position : readNode(role, node, position, extraction, walk.facts);
  let child = node.firstChildForIndex(Math.max(0, walk.start - 1));
  while (child !== null && child.startIndex <= walk.end) {
    const end = child.endIndex;
    if (end >= walk.start) walkTouched(child, inner, walk, extraction);
    if (end > walk.end) break;
    child = child.nextSibling;
  }
}

/** Up to where a node says what the facts inside it are called. */
function headerEnd(role: NodeRole, node: Node, language: Language): number {
  if (role === 'scope') return node.childForFieldName('body')?.startIndex ?? -1;
  if (role === 'decorated') return node.childForFieldName('definition')?.startIndex ?? -1;
  if (role === 'call') return node.childForFieldName('arguments')?.startIndex ?? -1;
  return role === 'binding' ? (language.binding(node)?.value.startIndex ?? -1) : -1;
}

/** Reads what a node says, and tells where its children stand. */
function readNode(
  role: NodeRole,
  node: Node,
  position: Position,
  extraction: Extraction,
  facts: Fact[],
): Position {
  switch (role) {
    case 'scope':
      return readScope(node, position, extraction, facts);
    case 'decorated': {
      const [name] = extraction.language.decorators?.(node).filter(isSinkDecorator) ?? [];
      return name === undefined ? position : inside(position, 'decorated', name);
    }
    case 'import':
      readImports(node, position, extraction, facts);
      return position;
    case 'binding': {
      readImports(node, position, extraction, facts);
      const bound = extraction.language.binding(node);
      if (bound === undefined) {
        readHanding(node, position, extraction, facts);
        return position;
      }
      readBinding(node, bound, position, extraction, facts);
      return inside(position, 'binding', bound.target);
    }
    case 'call': {
      const callee = extraction.language.callee(node);
      if (callee === undefined) return position;
      if (isReplyReader(callee) && !isCounted(node, position, extraction))
        facts.push(flowAt(node, callee, node, [], position, extraction));
      if (interestingCalls.has(lastName(callee)))
        facts.push(factOf(node, 'call', callee, position, extraction));
      if (
        nameMentionsModel(callee) ||
        makesAgent.test(lastName(callee)) ||
        asksServer(node, callee, extraction)
      )
        facts.push(mentionAt(node, position, extraction));
      return inside(position, 'call', callee);
    }
    case 'handing':
      readHanding(node, position, extraction, facts);
      return position;
    case 'comparison': {
      const reader = comparisonIn(extraction.source.slice(node.startIndex, node.endIndex));
      if (reader !== undefined) facts.push(flowAt(node, reader, node, [], position, extraction));
      return position;
    }
    default:
      if (role === 'record' && isRequestBody(node, extraction.source))
        facts.push(mentionAt(node, position, extraction));
      if (saysRole(node, role === 'list' ? 400 : 60, extraction.source))
        facts.push(factOf(node, 'messages', '', position, extraction));
      return position;
  }
}

function inside({ scope, around }: Position, kind: Around['kind'], name: string): Position {
  return { scope, around: { kind, name, outer: around } };
}

/** A function's body is not a part of the expression the function stands in, but belongs to its decorator. */
function readScope(node: Node, position: Position, extraction: Extraction, facts: Fact[]): Position {
  const { language } = extraction;
  const name = language.scopeName(node);
  if (name !== undefined && nameMentionsModel(name)) facts.push(mentionAt(node, position, extraction));
  const { scope, around: outer } = position;
  const around: Around | undefined =
    outer?.kind === 'decorated' ? { kind: 'decorator', name: outer.name, outer: undefined } : undefined;
  const inner =
    name === undefined ? { scope, around } : { scope: scope === '' ? name : `${scope}.${name}`, around };
  const parameters = node.childForFieldName('parameters') ?? node.childForFieldName('parameter');
  if (name !== undefined && parameters !== null) {
    const names = parametersIn(extraction.source.slice(parameters.startIndex, parameters.endIndex));
    facts.push(flowAt(node, parametersFlow, null, names, inner, extraction));
  }
  const returned = name === undefined ? undefined : language.binding(node);
  if (returned !== undefined) readBinding(node, returned, inner, extraction, facts);
  return inner;
}

function saysRole({ startIndex, endIndex }: Node, head: number, source: string): boolean {
  const long = endIndex - startIndex > 20;
  return long && roleKey.test(source.slice(startIndex, Math.min(endIndex, startIndex + head)));
}

function readImports(node: Node, { scope, around }: Position, extraction: Extraction, facts: Fact[]): void {
  const { language, uri } = extraction;
  const { startIndex: start, endIndex: end } = node;
  for (const { local, module, name } of language.imports(node)) {
    const value: Value = { kind: 'imported', module, name, start: 0, end: end - start };
    facts.push({ kind: 'import', uri, name: local, via: 'none', scope, around, value, start, end });
    if (moduleMentionsModel(module))
      facts.push({ ...mentionAt(node, { scope, around }, extraction), name: module });
  }
}

/** A loop, or names taken out of a value. */
function readHanding(node: Node, position: Position, extraction: Extraction, facts: Fact[]): void {
  const handing = extraction.language.handing(node);
  if (handing === undefined) return;
  const { into, value } = handing;
  const targets = spokenIn(extraction.source.slice(into.startIndex, into.endIndex)).paths;
  facts.push(flowAt(node, '', value, targets, position, extraction));
}

/** A reply of which only the number of its parts is wanted. */
function isCounted({ endIndex }: Node, { around }: Position, { source }: Extraction): boolean {
  return (around?.kind === 'call' && around.name === 'len') || source.startsWith('.length', endIndex);
}

/** Where the value of a node goes: into names, or to what reads it. */
function flowAt(
  node: Node,
  name: string,
  from: Node | null,
  targets: readonly string[],
  { scope, around }: Position,
  { uri, source }: Extraction,
): Fact {
  const { startIndex: start, endIndex: end } = node;
  const span = { start: (from?.startIndex ?? start) - start, end: (from?.endIndex ?? start) - start };
  const column = start - source.lastIndexOf('\n', start) - 1;
  const { paths, calls } = spokenIn(source.slice(start + span.start, start + span.end));
  const sources = calls.some((call) => asking.has(lastName(call))) ? [] : paths;
  const value: Value = { kind: 'flow', ...span, targets, sources, calls, column };
  return { kind: 'flow', uri, name, via: 'none', scope, around, value, start, end };
}

/** Says that the file has to do with language models. */
function mentionAt(
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

function readBinding(
  node: Node,
  bound: Binding,
  { scope, around }: Position,
  extraction: Extraction,
  facts: Fact[],
): void {
  const isNamed =
    nameMentionsModel(bound.target) ||
    (bound.via === 'argument' && bound.target === 'system_message') ||
    isTemperature(bound, extraction);
  if (isNamed) facts.push(mentionAt(node, { scope, around }, extraction));
  if (bound.via === 'variable' || bound.via === 'addition' || bound.via === 'return')
    readFlow(node, bound, { scope, around }, extraction, facts);
  const isSetting = isSettingNumber(bound, extraction);
  const start = node.startIndex;
  if (bound.via === 'addition' && isTemplateTarget(bound.target)) {
    const value = readAddition(node, bound.value, extraction);
    const { uri } = extraction;
    facts.push({
      kind: 'binding',
      uri,
      name: bound.target,
      via: 'addition',
      scope,
      around,
      value,
      start,
      end: node.endIndex,
    });
    return;
  }
  const isEmpty = bound.value.endIndex - bound.value.startIndex < 3;
  if (isEmpty && !isSetting && !(isTemplateTarget(bound.target) && /["'`]/.test(bound.value.text))) return;
  const value = readValue(bound.value, start, extraction);
  if (!isTelling(value) && !isSetting) return;
  if (
    !isNamed &&
    value.kind === 'text' &&
    (textMentionsModel(textOf(value)) || isPlainlyPrompt(bound, textOf(value)))
  )
    facts.push(mentionAt(node, { scope, around }, extraction));
  const name = bound.via === 'return' ? lastName(scope) : bound.target;
  const { uri } = extraction;
  facts.push({ kind: 'binding', uri, name, via: bound.via, scope, around, value, start, end: node.endIndex });
}

/** A value that is handed on by name; what a function gives back matters where another one had it. */
function readFlow(
  node: Node,
  { target, via, value }: Binding,
  position: Position,
  extraction: Extraction,
  facts: Fact[],
): void {
  // Literals are made of nothing that was held before.
  if (
    /^(?:[fFrRbBuU]{0,2}["'`]|[[{\d])/.test(extraction.source.slice(value.startIndex, value.startIndex + 3))
  )
    return;
  const flow = flowAt(node, '', value, via === 'return' ? [] : [target], position, extraction);
  if (flow.value.kind !== 'flow' || flow.value.calls.length + flow.value.sources.length === 0) return;
  if (via === 'return' && flow.value.calls.length === 0) return;
  const own: Value = via === 'addition' ? { ...flow.value, adds: true } : flow.value;
  facts.push({ ...flow, value: own });
}

/** `{ model, messages }`, as it is posted to a server. */
function isRequestBody({ startIndex, endIndex }: Node, source: string): boolean {
  const head = source.slice(startIndex, Math.min(endIndex, startIndex + 200));
  return /\bmodel\b/.test(head) && /\bmessages\b/.test(head);
}

/** `REVIEW_PROMPT = "You are …"` says of the other texts of its file what they are for. */
function isPlainlyPrompt({ target, via }: Binding, text: string): boolean {
  return (
    via === 'variable' && isPromptByHead(splitName(lastName(target))) && opensForTheModel.test(text.trim())
  );
}

/** Names of texts that are put together step by step. */
function isTemplateTarget(target: string): boolean {
  return /prompt|message|template|instruction|content|context|text|query|question|system|^msg$|^p$/i.test(
    lastName(target),
  );
}

/** What `+=` adds: a text, or a hole where it is none, or is added in some runs only, or several times. */
function readAddition(node: Node, value: Node, extraction: Extraction): Value {
  const start = value.startIndex - node.startIndex;
  const end = value.endIndex - node.startIndex;
  const read = isConditional(node, extraction) ? undefined : readValue(value, node.startIndex, extraction);
  if (read?.kind === 'text') return read;
  const piece =
    read === undefined ? conditionalPiece(value.text, start, end) : operandPiece(value.text, start, end);
  return { kind: 'text', start, end, pieces: uniqueHoleNames([piece]) };
}

/** True where a branch or a loop stands around a statement in its function. */
function isConditional(node: Node, { roles }: Extraction): boolean {
  for (let each = node.parent; each !== null && roles[each.typeId] !== 'scope'; each = each.parent)
    if (/^(?:if|elif|else|for|for_in|while|do|switch|match|case|except|catch|conditional)_/.test(each.type))
      return true;
  return false;
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

/** `TEMPERATURE = 0.4`: a number under a name that a model may be set to. */
function isSettingNumber({ target, via, value }: Binding, { source }: Extraction): boolean {
  return (
    via === 'variable' &&
    /^[A-Z][A-Z\d_]*$|[Tt]emp|[Tt]op_?[Pp]|[Tt]okens/.test(lastName(target)) &&
    /^[\d.]+$/.test(source.slice(value.startIndex, value.endIndex))
  );
}

function isTelling(value: Value): boolean {
  if (value.kind === 'call') return isMaker(value.callee) || readsEnvironment(value.callee);
  if (value.kind === 'filled') return isTemplateName(value.template);
  return value.kind === 'choice'
    ? value.options.some(isTelling)
    : value.kind === 'text' || value.kind === 'list' || value.kind === 'record';
}

/** `value % 2` fills nothing in. */
function isTemplateName(value: Value): boolean {
  return (
    value.kind === 'name' &&
    /^[A-Z][A-Z\d_]+$|[Pp]rompt|[Tt]emplate|[Ii]nstruction|[Mm]essage/.test(lastName(value.path))
  );
}

function factOf(
  node: Node,
  kind: Fact['kind'],
  name: string,
  { scope, around }: Position,
  extraction: Extraction,
): Fact {
  const start = node.startIndex;
  const value = readValue(node, start, extraction);
  const { uri } = extraction;
  return { kind, uri, name, via: 'none', scope, around, value, start, end: node.endIndex };
}

function readValue(node: Node, base: number, { language, source, eol }: Extraction): Value {
  const reading: Reading = { source, eol, base, depth: 0 };
  const start = node.startIndex - base;
  const end = node.endIndex - base;
  return end - start > largestValue && !/string|template|binary|concat|paren/.test(node.type)
    ? { kind: 'opaque', start, end }
    : language.read(node, reading);
}
