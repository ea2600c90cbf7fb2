import type { Located } from './drafts.ts';
import { type Fact, lastName } from './facts.ts';
import type { FactTable } from './factTable.ts';
import type { CallValue, RecordValue } from './values.ts';

const depthLimit = 18;

/** Follows names through the facts of a file and notes which names it asked for. */
export class NameReader {
  readonly keys = new Set<string>();
  readonly #table: FactTable;
  readonly #checkTime: () => void;
  #depth = 0;

  /** `checkTime` is called before each look-up and may throw. */
  constructor(table: FactTable, checkTime: () => void) {
    this.#table = table;
    this.#checkTime = checkTime;
  }

  /** What a name or a call of a function in this file stands for; other values stand for themselves. */
  resolve(located: Located): Located | undefined {
    return this.deeper(undefined, () => {
      const { fact, value } = located;
      if (value.kind === 'name') return this.#lookUp(value.path, located);
      if (value.kind === 'call') return this.#returned(value, fact);
      return located;
    });
  }

  /** Named values of a record, with the fields of spread records of the same file. */
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

  /** Facts under a key; see {@link FactTable.under}. */
  under(key: string): readonly Fact[] {
    this.#checkTime();
    this.keys.add(key);
    return this.#table.under(key);
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

  #lookUp(path: string, { fact }: Located): Located | undefined {
    const parts = path.split('.');
    const name = parts.at(-1) ?? '';
    const direct = this.#binding(name, parts.slice(0, -1), fact);
    if (direct !== undefined) return this.resolve({ fact: direct, value: direct.value });
    const owner = parts.length > 1 ? this.#binding(parts.at(-2) ?? '', parts.slice(0, -2), fact) : undefined;
    const field = owner?.value.kind === 'record' ? owner.value.fields.get(name) : undefined;
    return owner === undefined || field === undefined
      ? undefined
      : this.resolve({ fact: owner, value: field });
  }

  #binding(name: string, owner: readonly string[], from: Fact): Fact | undefined {
    const holder = owner.at(-1);
    if (holder === undefined) {
      this.#checkTime();
      this.keys.add(name);
      return this.#table.variable(name, from);
    }
    const isSelf = holder === 'self' || holder === 'this' || holder === 'cls';
    const path = [...owner, name].join('.');
    const visible = this.under(name).filter(
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
    const returns = this.under(lastName(callee)).filter(
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

/** The innermost binding, of those the last one before the place, else the first behind it. */
function nearest(facts: readonly Fact[], from: Fact): Fact | undefined {
  const depth = facts.reduce((most, { scope }) => Math.max(most, scope.length), 0);
  const innermost = facts.filter(({ scope }) => scope.length === depth);
  return innermost.findLast(({ end }) => end <= from.start) ?? innermost.find((fact) => fact !== from);
}
