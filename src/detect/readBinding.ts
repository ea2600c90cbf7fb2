import type { Node } from 'web-tree-sitter';
import { type Extraction, type Position, readValue } from './extraction.ts';
import { type Fact, lastName } from './facts.ts';
import { flowAt } from './flowFacts.ts';
import { conditionalPiece, operandPiece, uniqueHoleNames } from './languages/_compose.ts';
import type { Binding } from './languages/types.ts';
import { isMaker } from './makers.ts';
import { bindingMentionsModel, mentionAt, valueMentionsModel } from './mentions.ts';
import { readsEnvironment } from './settings.ts';
import { textOf, type Value } from './values.ts';

/** Reads what a name is bound to, as far as it can be a text, a list of messages, or what models are set to. */
export function readBinding(
  node: Node,
  bound: Binding,
  { scope, around }: Position,
  extraction: Extraction,
  facts: Fact[],
): void {
  const isNamed = bindingMentionsModel(bound, extraction);
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
  if (!isNamed && value.kind === 'text' && valueMentionsModel(bound, textOf(value)))
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
