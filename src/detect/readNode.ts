import type { Node } from 'web-tree-sitter';
import { type Extraction, type Position, readValue } from './extraction.ts';
import { type Around, type Fact, lastName } from './facts.ts';
import { flowAt, isCounted } from './flowFacts.ts';
import { parametersIn, spokenIn } from './flows.ts';
import type { NodeRole } from './languages/types.ts';
import { makerNames } from './makers.ts';
import { callMentionsModel, isRequestBody, mentionAt } from './mentions.ts';
import { moduleMentionsModel, nameMentionsModel } from './modelMentions.ts';
import { readBinding } from './readBinding.ts';
import { comparisonIn, isReplyReader, parametersFlow } from './replyReaders.ts';
import { isSinkDecorator, sinkNames } from './sinkCalls.ts';
import type { Value } from './values.ts';

/** Calls that build a message list. */
const listMethods = ['append', 'push', 'unshift', 'insert', 'extend'];

const interestingCalls = new Set([...sinkNames, ...makerNames, ...listMethods, 'format', 'pipe']);

const roleKey = /(?:^|[^\w])["']?role["']?\s*[:=]/;

/** Reads what a node says, and tells where its children stand. */
export function readNode(
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
      if (callMentionsModel(node, callee, extraction)) facts.push(mentionAt(node, position, extraction));
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
