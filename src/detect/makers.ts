import type { Located } from './drafts.ts';
import { endsPath, type Fact, lastName } from './facts.ts';
import type { NameReader } from './names.ts';
import { sinks } from './sinks/index.ts';
import type { Maker } from './sinks/types.ts';
import type { CallValue } from './values.ts';

/** A call of a maker: `ChatOpenAI(model="gpt-5-mini")`. */
export interface Made {
  readonly maker: Maker;
  readonly call: Located<CallValue>;
}

const makers: ReadonlyMap<string, readonly Maker[]> = Map.groupBy(
  sinks.flatMap(({ makers = [] }) => makers),
  ({ callee }) => lastName(callee),
);

/** The last parts of the makers' names. */
export const makerNames: readonly string[] = [...makers.keys()];

/** The maker that a callee is; the one with the longest path where several are called so. */
function makerFor(callee: string): Maker | undefined {
  const known = (makers.get(lastName(callee)) ?? []).filter((maker) => endsPath(callee, maker.callee));
  return known.toSorted((a, b) => b.callee.length - a.callee.length)[0];
}

/** True for a call whose result answers for what is called on it, or given it, later. */
export function isMaker(callee: string): boolean {
  return makerFor(callee) !== undefined;
}

/** What made a value, the first maker first: a model, then what was bound to it. */
export function makersOf(located: Located, names: NameReader): readonly Made[] {
  return names.deeper([], () => {
    const { fact, value } = located.value.kind === 'call' ? located : (names.made(located) ?? located);
    if (value.kind !== 'call') return [];
    const maker = makerFor(value.callee);
    if (maker === undefined) return [];
    return [
      ...(maker.handsOn ? makersAt(ownerOf(value.callee), fact, names) : []),
      { maker, call: { fact, value } },
    ];
  });
}

/** What made the object that a path of a callee stands for, or the object around that: `client` of `client.chat.completions.create`. */
export function makersAbove(callee: string, fact: Fact, names: NameReader): readonly Made[] {
  for (let path = ownerOf(callee); path !== ''; path = ownerOf(path)) {
    const made = makersAt(path, fact, names);
    if (made.length > 0) return made;
  }
  return [];
}

/** A path that ends with a maker is a call of it in the same expression: `ChatOpenAI().invoke` reads as `ChatOpenAI.invoke`. */
function makersAt(path: string, fact: Fact, names: NameReader): readonly Made[] {
  const inner = isMaker(path) ? callWithin(path, fact, names) : undefined;
  if (inner !== undefined) return makersOf(inner, names);
  return path === '' ? [] : makersOf({ fact, value: { kind: 'name', path, start: 0, end: 0 } }, names);
}

function callWithin(path: string, around: Fact, names: NameReader): Located | undefined {
  const key = `${lastName(ownerOf(path))}.${lastName(path)}`;
  const fact = names
    .under(key, around)
    .find((each) => each.kind === 'call' && around.start <= each.start && each.end <= around.end);
  return fact && { fact, value: fact.value };
}

/** A dotted path without its last part. */
function ownerOf(path: string): string {
  return path.slice(0, Math.max(0, path.length - lastName(path).length - 1));
}
