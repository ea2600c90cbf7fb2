import type { Filling } from './codecs/_templateFields.ts';
import type { Located } from './drafts.ts';
import { type Fact, lastName } from './facts.ts';
import type { FactTable } from './factTable.ts';
import { fillTemplate } from './fillTemplate.ts';
import { isNotebookCell } from './languageOfFile.ts';
import { uniqueHoleNames } from './languages/_compose.ts';
import { importKey, type Modules } from './modules.ts';
import {
  type CallValue,
  type FilledValue,
  type ImportedValue,
  type RecordValue,
  type TextValue,
  textOf,
} from './values.ts';

const depthLimit = 18;

/** Follows names through the facts of a file, and of those it imports from, and notes which names it asked for. */
export class NameReader {
  readonly keys = new Set<string>();
  readonly #table: FactTable;
  readonly #modules: Modules;
  readonly #checkTime: () => void;
  #depth = 0;
  #endsAtCalls = false;

  /** `checkTime` is called before each look-up and may throw. */
  constructor(table: FactTable, modules: Modules, checkTime: () => void) {
    this.#table = table;
    this.#modules = modules;
    this.#checkTime = checkTime;
  }

  /** How the language of the file fills in templates by convention. */
  get templates(): Filling | undefined {
    return this.#table.file.language.templates;
  }

  /** What a name or a call of a function in this file stands for; other values stand for themselves. */
  resolve(located: Located): Located | undefined {
    return this.deeper(undefined, () => {
      const { fact, value } = located;
      if (value.kind === 'name') return this.#lookUp(value.path, located);
      if (value.kind === 'call')
        return this.#returned(value, fact) ?? (this.#endsAtCalls ? located : undefined);
      if (value.kind === 'filled') return this.#filled({ fact, value });
      if (value.kind === 'imported') return this.#imported({ fact, value }, []);
      return located;
    });
  }

  /** The same, but a call of no function in this file stands for itself: `llm` for `ChatOpenAI(…)`. */
  made(located: Located): Located | undefined {
    const outer = this.#endsAtCalls;
    this.#endsAtCalls = true;
    try {
      return this.resolve(located);
    } finally {
      this.#endsAtCalls = outer;
    }
  }

  /** Named values of a record, with the fields of records spread into it. */
  fieldsOf({ fact, value }: Located<RecordValue>): ReadonlyMap<string, Located> {
    const fields = new Map<string, Located>();
    for (const spread of value.spreads) {
      const resolved = this.resolve({ fact, value: spread });
      if (resolved?.value.kind !== 'record') continue;
      for (const [name, field] of resolved.value.fields)
        fields.set(name, { fact: resolved.fact, value: field });
    }
    for (const [name, field] of value.fields) fields.set(name, { fact, value: field });
    return fields;
  }

  /** Facts under a key in the file of a fact; see {@link FactTable.under}. */
  under(key: string, from: Fact): readonly Fact[] {
    return this.#tableOf(from, key).under(key);
  }

  /** The table of a fact's file. Only the own file's keys are noted: other files are known as a whole. */
  #tableOf({ uri }: Fact, key: string): FactTable {
    this.#checkTime();
    const other = uri === this.#table.file.uri ? undefined : this.#modules.tableOf(uri);
    if (other !== undefined) return other;
    this.keys.add(key);
    return this.#table;
  }

  /** Ends recursion through values and names that would go too deep. */
  deeper<T>(otherwise: T, work: () => T): T {
    if (this.#depth >= depthLimit) return otherwise;
    this.#depth++;
    try {
      return work();
    } finally {
      this.#depth--;
    }
  }

  /** A text whose holes know what they read as, where that is a constant. */
  withConstants({ fact, value }: Located): Located {
    return { fact, value: value.kind === 'text' ? this.#textWithConstants({ fact, value }) : value };
  }

  #textWithConstants({ fact, value }: Located<TextValue>): TextValue {
    if (!value.pieces.some(({ kind }) => kind === 'hole')) return value;
    const pieces = value.pieces.map((piece) => {
      const { expression = '' } = piece;
      // What the file gives a variable of that name is shown as a sample of the hole.
      if (/^[\p{L}_]\w*$/u.test(expression)) this.keys.add(expression);
      const constant = this.#constant(expression, fact);
      return constant === undefined ? piece : { ...piece, constant };
    });
    return { ...value, pieces };
  }

  /** The text of a name in capitals: by that, programmers say that it never changes. */
  #constant(path: string, fact: Fact): string | undefined {
    if (!/^(?:[\w$]+\.)*[A-Z][A-Z\d_]*$/.test(path)) return undefined;
    const found = this.resolve({ fact, value: { kind: 'name', path, start: 0, end: 0 } });
    if (found?.value.kind !== 'text' || found.fact.scope.includes('.')) return undefined;
    const { pieces } = found.value;
    return pieces.every(({ kind }) => kind === 'text' || kind === 'escape') ? textOf(found.value) : undefined;
  }

  /** What is added to a text by `+=` up to the place where it is used, or as long as the name means it. */
  #additionsTo(base: Fact, use: Fact): readonly Located<TextValue>[] {
    if (base.kind !== 'binding' || base.via !== 'variable' || base.uri !== this.#table.file.uri) return [];
    const until = use === base || use.scope !== base.scope ? Infinity : use.start;
    const later = this.under(lastName(base.name), base).filter(
      ({ name, scope, start }) =>
        name === base.name && scope === base.scope && start > base.start && start < until,
    );
    const next = later.findIndex(({ via }) => via === 'variable');
    return later.slice(0, next < 0 ? undefined : next).flatMap(textAddition);
  }

  /** The additions as a part of a message; absent where there are none, or the text is written as a whole. */
  added(base: Fact, use: Fact): { readonly additions?: readonly Located<TextValue>[] } {
    const additions = this.#additionsTo(base, use).map((addition) => ({
      ...addition,
      value: this.#textWithConstants(addition),
    }));
    const isWhole = [base.value, ...additions.map(({ value }) => value)].some(
      (value) => value.kind === 'text' && value.pieces.some(({ encoding }) => encoding.codec === 'trimmed'),
    );
    return additions.length === 0 || isWhole ? {} : { additions };
  }

  /** True where the text that an addition extends is known. */
  extendsText(addition: Fact): boolean {
    return this.under(lastName(addition.name), addition).some(
      ({ name, scope, via, start, value }) =>
        name === addition.name &&
        scope === addition.scope &&
        start < addition.start &&
        via === 'variable' &&
        value.kind === 'text',
    );
  }

  #filled({ fact, value: { template, filling, values } }: Located<FilledValue>): Located | undefined {
    const resolved = this.resolve({ fact, value: template });
    if (resolved?.value.kind !== 'text' || filling === undefined) return resolved;
    const pieces = uniqueHoleNames(fillTemplate(resolved.value.pieces, filling, values));
    return { fact: resolved.fact, value: { ...resolved.value, pieces } };
  }

  #lookUp(path: string, { fact }: Located): Located | undefined {
    const parts = path.split('.');
    const name = parts.at(-1) ?? '';
    const direct = this.#binding(name, parts.slice(0, -1), fact);
    if (direct !== undefined) return this.resolve({ fact: direct, value: direct.value });
    const owner = parts.length > 1 ? this.#binding(parts.at(-2) ?? '', parts.slice(0, -2), fact) : undefined;
    const field = owner?.value.kind === 'record' ? owner.value.fields.get(name) : undefined;
    return owner === undefined || field === undefined
      ? this.#throughImport(parts, fact)
      : this.resolve({ fact: owner, value: field });
  }

  /** A path that begins with an imported name: `prompts.SYSTEM`, `package.prompts.SYSTEM`. */
  #throughImport(parts: readonly string[], from: Fact): Located | undefined {
    for (let count = parts.length - 1; count > 0; count--) {
      const head = parts.slice(0, count).join('.');
      const fact = this.#tableOf(from, head).variable(head, from);
      if (fact?.value.kind === 'imported')
        return this.#imported({ fact, value: fact.value }, parts.slice(count));
      if (fact !== undefined) return undefined;
    }
    const whole = this.#tableOf(from, '*').wholeImports;
    return this.deeper(undefined, () => this.#fromAll(whole, parts) ?? this.#fromEarlier(parts));
  }

  /** A name of a notebook cell that ran before. */
  #fromEarlier([first = '', ...rest]: readonly string[]): Located | undefined {
    if (isNotebookCell(this.#table.file.uri)) this.keys.add(importKey);
    for (const table of this.#modules.earlier()) {
      this.#checkTime();
      const fact = table.exported(first);
      if (fact !== undefined) return this.#fieldAt({ fact, value: fact.value }, rest);
    }
    return undefined;
  }

  #imported({ fact, value }: Located<ImportedValue>, path: readonly string[]): Located | undefined {
    this.keys.add(importKey);
    const steps = value.name === '*' ? path : [value.name, ...path];
    const own = fact.uri === this.#table.file.uri ? this.#table : this.#modules.tableOf(fact.uri);
    return own === undefined
      ? undefined
      : this.deeper(undefined, () => this.#member(value.module, steps, own));
  }

  /** What a path means in a module; a module that is only named stands for its default. */
  #member(module: string, path: readonly string[], from: FactTable): Located | undefined {
    this.#checkTime();
    const [first = 'default', ...rest] = path;
    const target = module === '' ? from : this.#modules.imported(module, from);
    const fact = target?.exported(first) ?? (first === 'default' ? target?.exported('exports') : undefined);
    if (fact !== undefined) return this.#fieldAt({ fact, value: fact.value }, rest);
    const assigned = target?.exported('exports');
    const inAll =
      assigned === undefined ? undefined : this.#fieldAt({ fact: assigned, value: assigned.value }, path);
    const handedOn = inAll ?? this.#fromAll(target?.wholeImports ?? [], path);
    const inner = rest.length === 0 ? undefined : from.file.language.submodule?.(module, first);
    if (handedOn !== undefined || inner === undefined) return handedOn;
    return this.deeper(undefined, () => this.#member(inner, rest, from));
  }

  /** A field of a field of a value. */
  #fieldAt(located: Located, path: readonly string[]): Located | undefined {
    const { fact, value } = located;
    if (value.kind === 'imported') return this.#imported({ fact, value }, path);
    const resolved = this.resolve(located);
    const [first, ...rest] = path;
    if (first === undefined || resolved === undefined) return resolved;
    const field = resolved.value.kind === 'record' ? resolved.value.fields.get(first) : undefined;
    return field === undefined ? undefined : this.#fieldAt({ fact: resolved.fact, value: field }, rest);
  }

  #fromAll(imports: readonly Fact[], path: readonly string[]): Located | undefined {
    for (const fact of imports) {
      const { value } = fact;
      const found = value.kind === 'imported' ? this.#imported({ fact, value }, path) : undefined;
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #binding(name: string, owner: readonly string[], from: Fact): Fact | undefined {
    const holder = owner.at(-1);
    if (holder === undefined) {
      return this.#tableOf(from, name).variable(name, from);
    }
    const isSelf = holder === 'self' || holder === 'this' || holder === 'cls';
    const path = [...owner, name].join('.');
    const visible = this.under(name, from).filter(
      (fact) =>
        fact.kind === 'binding' &&
        (fact.via === 'variable' || fact.via === 'parameter' || fact.via === 'property') &&
        (isSelf
          ? sharesClass(fact.scope, from.scope)
          : lastName(fact.scope) === holder || fact.name === path),
    );
    return nearest(visible, from);
  }

  #returned({ callee }: CallValue, from: Fact): Located | undefined {
    const returns = this.under(lastName(callee), from).filter(
      (fact) => fact.kind === 'binding' && fact.via === 'return',
    );
    const fact = nearest(returns, from);
    return fact === undefined || fact === from ? undefined : { fact, value: fact.value };
  }
}

function sharesClass(a: string, b: string): boolean {
  const classOf = (scope: string) => scope.split('.')[0];
  return classOf(a) === classOf(b);
}

function textAddition(fact: Fact): readonly Located<TextValue>[] {
  const { value, via } = fact;
  return via === 'addition' && value.kind === 'text' ? [{ fact, value }] : [];
}

/** The innermost binding, of those the last one before the place, else the first behind it. */
function nearest(facts: readonly Fact[], from: Fact): Fact | undefined {
  const depth = facts.reduce((most, { scope }) => Math.max(most, scope.length), 0);
  const innermost = facts.filter(({ scope }) => scope.length === depth);
  return innermost.findLast(({ end }) => end <= from.start) ?? innermost.find((fact) => fact !== from);
}
