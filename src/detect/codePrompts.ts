import type { Span } from '../base/span.ts';
import type { Prompt } from '../prompt/types.ts';
import { assemblePrompt, type HoleFacts, type RawMessage } from './assemble.ts';
import type { Piece } from './codecs/types.ts';
import { type Draft, type DraftMessage, hasWords, type Located } from './drafts.ts';
import type { Fact } from './facts.ts';
import type { FactTable } from './factTable.ts';
import { holeName, operandPiece } from './languages/_compose.ts';
import { type Modules, noModules } from './modules.ts';
import { type Resolution, resolveFact } from './resolve.ts';
import { type TextValue, textOf } from './values.ts';

/** A draft that stands in the file, with the id it got among the others. */
export interface PlacedDraft {
  readonly draft: Draft;
  readonly messages: readonly DraftMessage[];
  readonly ordinal: number;
}

/** Resolves facts and remembers the results for as long as what they depend on stays the same. */
export class DraftCache {
  readonly #table: FactTable;
  readonly #modules: Modules;
  readonly #resolutions = new Map<Fact, Resolution>();
  /** Which resolved facts asked for a key. */
  readonly #askers = new Map<string, Set<Fact>>();
  #placed: readonly PlacedDraft[] = [];

  constructor(table: FactTable, modules: Modules) {
    this.#table = table;
    this.#modules = modules;
  }

  get placed(): readonly PlacedDraft[] {
    return this.#placed;
  }

  /** Takes over a change of the table: facts that came and went, and the keys they stand under. */
  update(
    added: readonly Fact[],
    removed: readonly Fact[],
    changed: ReadonlySet<string>,
    checkTime: () => void,
  ): void {
    const stale = new Set(added);
    for (const key of changed) for (const fact of this.#askers.get(key) ?? []) stale.add(fact);
    let matters = false;
    for (const fact of [...removed, ...stale]) matters = this.#forget(fact) || matters;
    for (const fact of removed) stale.delete(fact);
    for (const fact of stale) if (fact.kind === 'mention' || fact.kind === 'flow') stale.delete(fact);
    for (const fact of stale) matters = this.#resolve(fact, checkTime) || matters;
    if (matters) this.#placed = placeDrafts([...this.#resolutions.values()].flatMap(({ drafts }) => drafts));
  }

  /** True where the fact had drafts. */
  #forget(fact: Fact): boolean {
    const known = this.#resolutions.get(fact);
    if (known === undefined) return false;
    this.#resolutions.delete(fact);
    for (const key of known.keys) this.#askers.get(key)?.delete(fact);
    return known.drafts.length > 0;
  }

  /** True where the fact has drafts. Facts that ask for nothing and give nothing are not kept. */
  #resolve(fact: Fact, checkTime: () => void): boolean {
    checkTime();
    const resolution = resolveFact(fact, this.#table, this.#modules, checkTime);
    const { drafts, keys } = resolution;
    if (drafts.length > 0 || keys.size > 0) this.#resolutions.set(fact, resolution);
    for (const key of keys) {
      const askers = this.#askers.get(key);
      if (askers === undefined) this.#askers.set(key, new Set([fact]));
      else askers.add(fact);
    }
    return drafts.length > 0;
  }
}

/** Where the texts begin that are prompts by themselves in a file that others import from. */
export function foundByThemselves(table: FactTable, checkTime: () => void): ReadonlySet<number> {
  const cache = new DraftCache(table, noModules);
  cache.update(table.facts, [], new Set(), checkTime);
  const contents = cache.placed.flatMap(({ messages }) => messages.map(({ content }) => content));
  return new Set(contents.map(({ fact, value }) => fact.start + value.start));
}

/** Puts drafts in source order. A literal belongs to the sink call it reaches before anything else. */
function placeDrafts(drafts: readonly Draft[]): readonly PlacedDraft[] {
  const claimed = new Set<string>();
  const kept: { draft: Draft; messages: readonly DraftMessage[] }[] = [];
  for (const draft of drafts.toSorted((a, b) => a.rank - b.rank || a.fact.start - b.fact.start)) {
    const messages =
      draft.rank === 0
        ? draft.messages
        : draft.messages.filter(({ content }) => !claimed.has(placeOf(content)));
    if (!messages.some(hasWords)) continue;
    for (const { content, additions = [] } of messages)
      for (const each of [content, ...additions]) claimed.add(placeOf(each));
    kept.push({ draft, messages: messages.length === draft.messages.length ? draft.messages : messages });
  }
  kept.sort((a, b) => a.draft.fact.start - b.draft.fact.start);
  const ordinals = new Map<string, number>();
  return kept.map(({ draft, messages }) => {
    const ordinal = ordinals.get(draft.symbol) ?? 0;
    ordinals.set(draft.symbol, ordinal + 1);
    return { draft, messages, ordinal };
  });
}

function placeOf({ fact, value }: Located): string {
  return `${fact.start + value.start} ${fact.uri}`;
}

/** Builds the prompt of a placed draft from the file's present text. */
export function buildPrompt(
  { draft, messages, ordinal }: PlacedDraft,
  text: string,
  table: FactTable,
  modules: Modules,
): Prompt {
  const { uri, path } = table.file;
  const textOfFile = (other: string) => (other === uri ? text : modules.textOf(other));
  const raw = messages.map((message) => {
    const { fact, value } = message.content;
    const isFound = fact.uri !== uri && modules.isFound(fact.uri, fact.start + value.start);
    const own = rawMessage(message, textOfFile);
    return isFound ? { ...own, foundElsewhere: true as const } : own;
  });
  const { fact } = draft;
  const site = { uri, span: { start: fact.start, end: fact.end } };
  const onlySystem = raw.every(({ role }) => role === 'system');
  const { sdk, parsedBy } = draft;
  return assemblePrompt(
    {
      symbol: draft.symbol,
      title: draft.title,
      origin: draft.origin,
      kind: onlySystem ? 'instructions' : 'template',
      settings: draft.settings,
      ...(draft.modelPlace === undefined
        ? {}
        : {
            settingSources: { modelId: { uri: draft.modelPlace.fact.uri, span: spanOf(draft.modelPlace) } },
          }),
      confidence: draft.confidence,
      ...(raw.every((message) => message.uri === uri) ? {} : { site }),
      messages: raw,
      ...(sdk === undefined ? {} : { call: { sdk, ...(parsedBy === undefined ? {} : { parsedBy }) } }),
    },
    { uri, path, ordinal },
    holeFactsFor(fact, table),
  );
}

function spanOf({ fact, value }: Located): Span {
  return { start: fact.start + value.start, end: fact.start + value.end };
}

function rawMessage(
  { role, content: { fact, value }, additions = [] }: DraftMessage,
  textOfFile: (uri: string) => string,
): RawMessage & { readonly uri: string } {
  const { uri } = fact;
  const span = { start: fact.start + value.start, end: fact.start + value.end };
  if (value.kind === 'text') {
    const pieces = [{ fact, value }, ...additions].flatMap((part) => piecesIn(part));
    return { role, pieces, span, uri };
  }
  const expression = textOfFile(uri).slice(span.start, span.end);
  const piece = operandPiece(expression, span.start, span.end);
  return { role, pieces: [{ ...piece, text: `{{${holeName(expression)}}}` }], span, uri };
}

/** The pieces of a text with their offsets in its file. */
function piecesIn({ fact: { start }, value: { pieces } }: Located<TextValue>): readonly Piece[] {
  return pieces.map((piece) => ({ ...piece, start: start + piece.start, end: start + piece.end }));
}

const outside =
  /\b(?:input|prompt|raw_input)\s*\(|\bargv\b|\breq(?:uest)?\b|\bparams\b|\bquery\b|\bbody\b|user_?(?:input|message|query|question|text)/i;

/** Sample values are texts the same file gives a variable of that name. */
function holeFactsFor({ scope }: Fact, table: FactTable): HoleFacts {
  return (expression) => {
    const name = /^[\p{L}_]\w*$/u.test(expression) ? expression : undefined;
    const samples = (name === undefined ? [] : table.variables(name, scope)).flatMap(({ value }) =>
      value.kind === 'text' ? [textOf(value)] : [],
    );
    return {
      ...(outside.test(expression) ? { fromOutside: true } : {}),
      ...(samples.length === 0 ? {} : { samples: [...new Set(samples)].slice(0, 5) }),
    };
  };
}
