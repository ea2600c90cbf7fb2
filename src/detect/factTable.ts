import { type Fact, lastName } from './facts.ts';
import { sameFlows } from './flows.ts';
import type { Language } from './languages/types.ts';
import { pathMentionsModel } from './modelMentions.ts';

/** The file that facts are of. */
export interface TableFile {
  readonly uri: string;
  /** Relative to the workspace: `prompts.py` says what its texts are. */
  readonly path: string;
  readonly language: Language;
}

/** The facts of one file in source order, found again by the names they define; follows the file through edits. */
export class FactTable {
  readonly file: TableFile;
  readonly #isCalledSo: boolean;
  #facts: Fact[] = [];
  readonly #byKey = new Map<string, Fact[]>();
  /** Plain variables and parameters by name and scope: a name may be bound thousands of times. */
  readonly #variables = new Map<string, Fact[]>();

  constructor(file: TableFile) {
    this.file = file;
    this.#isCalledSo = pathMentionsModel(file.path);
  }

  get facts(): readonly Fact[] {
    return this.#facts;
  }

  /** Facts under a key, in source order. */
  under(key: string): readonly Fact[] {
    return this.#byKey.get(key) ?? [];
  }

  /** The binding a plain name means at a fact: the innermost one, there the last before it, else the first behind it. */
  variable(name: string, from: Fact): Fact | undefined {
    for (const scope of scopesAround(from.scope)) {
      const group = this.#variables.get(slot(name, scope)) ?? [];
      let index = firstFrom(group, from.start) - 1;
      while ((group[index]?.end ?? 0) > from.start) index--;
      const found = group[index] ?? group.find((fact) => fact !== from);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** The binding that other files get under a name: the last one outside functions and classes. */
  exported(name: string): Fact | undefined {
    const own = this.#variables.get(slot(name, ''))?.at(-1);
    if (own !== undefined) return own;
    const assigned = [`exports.${name}`, `module.exports.${name}`];
    return this.under(name).findLast((fact) => fact.scope === '' && assigned.includes(fact.name));
  }

  /** True where something in the file says that it has to do with language models. */
  get mentionsModel(): boolean {
    return this.#isCalledSo || this.#byKey.has(mentionKey) || this.#byKey.has(packageKey);
  }

  /** The imports that take over all names of other files. */
  get wholeImports(): readonly Fact[] {
    return this.#variables.get(slot('*', '')) ?? [];
  }

  /** The first few bindings of a plain name that a scope can see. */
  variables(name: string, scope: string): readonly Fact[] {
    return [...scopesAround(scope)]
      .reverse()
      .flatMap((around) => this.#variables.get(slot(name, around))?.slice(0, 5) ?? []);
  }

  /** Follows an edit that replaced `[start, end)`: what stands behind moves, what began or ended inside is drawn to its start. */
  shift(start: number, end: number, by: number): void {
    const moved = (offset: number) => (offset >= end ? offset + by : Math.min(offset, start));
    for (const fact of this.#facts) {
      if (fact.end < start) continue;
      if (fact.start > start || end === start) fact.start = moved(fact.start);
      if (fact.end > start) fact.end = moved(fact.end);
    }
  }

  /** Replaces the facts that touch `[start, end]`. */
  replaceWithin(
    start: number,
    end: number,
    added: readonly Fact[],
  ): { removed: readonly Fact[]; changed: ReadonlySet<string> } {
    const removed: Fact[] = [];
    const kept: Fact[] = [];
    for (const fact of this.#facts) (fact.start <= end && fact.end >= start ? removed : kept).push(fact);
    const changed = new Set<string>();
    const mentioned = this.mentionsModel;
    for (const fact of removed) this.#forget(fact, changed);
    for (const fact of added) this.#learn(fact, changed);
    if (this.mentionsModel === mentioned) changed.delete(mentionKey);
    else changed.add(mentionKey);
    for (const key of unchangedFlows(removed, added)) changed.delete(key);
    this.#facts = mergeByStart(kept, added);
    return { removed, changed };
  }

  #forget(fact: Fact, changed: Set<string>): void {
    const key = keyOf(fact);
    changed.add(key);
    forgetIn(this.#byKey, key, fact);
    if (isVariable(fact)) forgetIn(this.#variables, slot(key, fact.scope), fact);
  }

  #learn(fact: Fact, changed: Set<string>): void {
    const key = keyOf(fact);
    changed.add(key);
    learnIn(this.#byKey, key, fact);
    if (isVariable(fact)) learnIn(this.#variables, slot(key, fact.scope), fact);
  }
}

/** The key of the flows in a function. */
export function flowKey(scope: string): string {
  return `flow:${scope}`;
}

/** The key of everything that says a file has to do with language models, but imports. */
export const mentionKey = 'mention:model';
/** The key of the packages around language models that a file imports. */
export const packageKey = 'mention:package';

/** The key a fact is found by: the bound name; `name.append` for additions to a list; `flow:scope` for where values go. */
export function keyOf({ kind, name, scope }: Fact): string {
  if (kind === 'messages') return '';
  if (kind === 'mention') return name === '' ? mentionKey : packageKey;
  if (kind === 'flow') return flowKey(scope);
  if (kind === 'import') return name;
  const last = lastName(name);
  if (kind === 'binding') return last;
  return `${lastName(name.slice(0, -last.length - 1))}.${last}`;
}

/** The keys under which flows were read anew and say what they said. */
function unchangedFlows(removed: readonly Fact[], added: readonly Fact[]): readonly string[] {
  const before = Map.groupBy(removed.filter(isFlow), keyOf);
  const after = Map.groupBy(added.filter(isFlow), keyOf);
  return [...after.keys()].filter((key) => sameFlows(before.get(key) ?? [], after.get(key) ?? []));
}

function isFlow({ kind }: Fact): boolean {
  return kind === 'flow';
}

function isVariable({ kind, via, name }: Fact): boolean {
  if (kind === 'import') return true;
  return kind === 'binding' && (via === 'variable' || via === 'parameter') && !name.includes('.');
}

function slot(name: string, scope: string): string {
  return `${name} ${scope}`;
}

/** A scope and those around it, from the inside out; `''` is the file. */
function* scopesAround(scope: string): Generator<string> {
  for (let end = scope.length; end > 0; end = scope.lastIndexOf('.', end - 1)) yield scope.slice(0, end);
  yield '';
}

/** The index of the first fact that starts at or behind an offset. */
function firstFrom(group: readonly Fact[], offset: number): number {
  let low = 0;
  let high = group.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((group[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function learnIn(groups: Map<string, Fact[]>, key: string, fact: Fact): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [fact]);
  else insertByStart(group, fact);
}

function forgetIn(groups: Map<string, Fact[]>, key: string, fact: Fact): void {
  const kept = (groups.get(key) ?? []).filter((other) => other !== fact);
  if (kept.length > 0) groups.set(key, kept);
  else groups.delete(key);
}

function insertByStart(group: Fact[], fact: Fact): void {
  let index = group.length;
  while (index > 0 && (group[index - 1]?.start ?? 0) > fact.start) index--;
  group.splice(index, 0, fact);
}

function mergeByStart(a: readonly Fact[], b: readonly Fact[]): Fact[] {
  if (b.length === 0) return [...a];
  const merged: Fact[] = [];
  let index = 0;
  for (const fact of b) {
    for (let next = a[index]; next !== undefined && next.start < fact.start; next = a[++index])
      merged.push(next);
    merged.push(fact);
  }
  for (; index < a.length; index++) {
    const next = a[index];
    if (next !== undefined) merged.push(next);
  }
  return merged;
}
