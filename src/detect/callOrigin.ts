import type { Fact } from './facts.ts';
import { packageKey } from './factTable.ts';
import { type Made, makersAbove } from './makers.ts';
import type { NameReader } from './names.ts';
import type { Sink } from './sinks/types.ts';

/** Where a call comes from: what made the object it is called on, and the packages that it is of. Looked up when first asked for. */
export class CallOrigin {
  readonly #fact: Fact;
  readonly #names: NameReader;
  #makers: readonly Made[] | undefined;
  #modules: readonly string[] | undefined;

  constructor(fact: Fact, names: NameReader) {
    this.#fact = fact;
    this.#names = names;
  }

  get makers(): readonly Made[] {
    this.#makers ??= makersAbove(this.#fact.name, this.#fact, this.#names);
    return this.#makers;
  }

  /** True where the name that is called, or what made its object, comes from one of the SDK's packages. */
  isOf({ packages }: Sink): boolean {
    this.#modules ??= [
      this.#moduleOf(this.#fact.name, this.#fact),
      ...this.makers.map(({ call: { fact, value } }) => this.#moduleOf(value.callee, fact)),
    ];
    return this.#modules.some((module) => isIn(module, packages));
  }

  /** How likely it is one SDK's rather than another's: 2 where it comes from there, 1 where the file imports it at all. */
  rank(sink: Sink): number {
    if (this.isOf(sink)) return 2;
    return this.#names.under(packageKey, this.#fact).some(({ name }) => isIn(name, sink.packages)) ? 1 : 0;
  }

  /** The module that a path begins with, as imported, or else by its own name. */
  #moduleOf(path: string, from: Fact): string {
    const [root = ''] = path.split('.', 1);
    const value = this.#names.under(root, from).find(({ kind }) => kind === 'import')?.value;
    return value?.kind === 'imported' ? value.module : root;
  }
}

function isIn(module: string, packages: readonly string[]): boolean {
  return packages.some((name) => module.startsWith(name) && !/^[a-z0-9]/i.test(module.slice(name.length)));
}
