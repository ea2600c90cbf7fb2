import { isMap, isNode, isScalar, type Pair, parseDocument } from 'yaml';
import { type Span, touches } from '../base/span.ts';
import type { Text } from '../base/text.ts';
import type { SchemaRule } from './projectSchema.ts';
import { type ProjectKeyName, projectKeys, projectTable } from './projectTable.ts';
import { holds } from './settingKinds.ts';
import { severityChoices } from './settings.ts';

/** A word that can be written at a place of `promptquorum.yml`. */
export interface ProjectCompletion {
  readonly label: string;
  readonly newText: string;
  /** What it replaces: the part of it that is written already. */
  readonly span: Span;
  readonly detail?: Text;
  /** True where what is written next can be completed as well. */
  readonly goesOn: boolean;
}

/** Keys, rules and severities that fit at an offset of the file, and are not written elsewhere in it. */
export function projectCompletions(
  text: string,
  offset: number,
  rules: readonly SchemaRule[],
): readonly ProjectCompletion[] {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  const {
    indent = '',
    word,
    key,
  } = /^(?<indent> *)(?:(?<key>[\w-]+): +)?(?<word>[\w-]*)$/.exec(line)?.groups ?? {};
  if (word === undefined) return [];
  const rest = /^[\w-]*(?<colon>:)?/.exec(text.slice(offset));
  const span = { start: offset - word.length, end: offset + (rest?.[0].length ?? 0) };
  if (indent === '') return key === undefined ? keyCompletions(text, span) : [];
  if (parentOf(text.slice(0, offset - line.length), indent.length) !== 'rules') return [];
  return key === undefined ? ruleCompletions(text, span, rules) : severityCompletions(span);
}

/** What the key or the rule at an offset means, and where its name stands. */
export function projectExplanation(
  text: string,
  offset: number,
  rules: readonly SchemaRule[],
): { readonly text: Text; readonly span: Span } | undefined {
  const top = pairsOf(parseDocument(text, { logLevel: 'silent' }).contents);
  const inRules = pairsOf(top.find((pair) => nameOf(pair) === 'rules')?.value);
  const isHere = (pair: Pair) => {
    const span = spanOf(pair);
    return span !== undefined && touches(span, { start: offset, end: offset });
  };
  const key = projectKeys().find((name) => name === nameOf(top.find(isHere)));
  const pair = key === undefined ? inRules.find(isHere) : top.find(isHere);
  const meant =
    key === undefined
      ? rules.find(({ id }) => id === nameOf(pair))?.text.title
      : projectTable[key].description;
  const span = pair && spanOf(pair);
  return meant === undefined || span === undefined ? undefined : { text: meant, span };
}

function keyCompletions(text: string, span: Span): readonly ProjectCompletion[] {
  const written = new Set(text.match(/^[\w-]+(?=:)/gm));
  return projectKeys()
    .filter((key) => !written.has(key))
    .map((key) => ({
      ...completion(key, opened(key), span, key === 'rules'),
      detail: projectTable[key].description,
    }));
}

/** A key with what its value begins with: a table or a list goes on below. */
function opened(key: ProjectKeyName): string {
  const { kind } = projectTable[key];
  if (holds(kind, 'object')) return `${key}:\n  `;
  return holds(kind, 'array') ? `${key}:\n  - ` : `${key}: `;
}

function ruleCompletions(
  text: string,
  span: Span,
  rules: readonly SchemaRule[],
): readonly ProjectCompletion[] {
  const written = new Set(text.match(/(?<=^ +)[\w-]+(?=:)/gm));
  return rules
    .filter(({ id }) => !written.has(id))
    .map(({ id, text: { title } }) => ({ ...completion(id, `${id}: `, span, true), detail: title }));
}

function severityCompletions(span: Span): readonly ProjectCompletion[] {
  return severityChoices.map((severity) => completion(severity, severity, span, false));
}

function completion(label: string, newText: string, span: Span, goesOn: boolean): ProjectCompletion {
  return { label, newText, span, goesOn };
}

/** The key of the nearest line before that is indented less. */
function parentOf(before: string, indent: number): string | undefined {
  for (const line of before.split('\n').toReversed()) {
    const { space = '', key } = /^(?<space> *)(?<key>[\w-]+):/.exec(line)?.groups ?? {};
    if (key !== undefined && space.length < indent) return key;
  }
  return undefined;
}

function pairsOf(node: unknown): readonly Pair[] {
  return isMap(node) ? node.items : [];
}

function nameOf(pair: Pair | undefined): string | undefined {
  return isScalar(pair?.key) ? String(pair.key.value) : undefined;
}

function spanOf({ key }: Pair): Span | undefined {
  const range = isNode(key) ? key.range : undefined;
  return range ? { start: range[0], end: range[1] } : undefined;
}
