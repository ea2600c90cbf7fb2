import { isJsonObject, type Json } from '../../base/json.ts';
import type { Problem } from '../../base/problem.ts';
import { entryById } from '../../base/registry.ts';
import { phrase } from '../../base/text.ts';
import type { CheckSpec } from '../../prompt/types.ts';
import { checks } from '../checks/index.ts';
import { badParameter } from './problem.ts';

/** The checks of a list such as `[{ "contains": "…" }, { "length": { "max": 50 } }]`, and what is wrong with the others. */
export function readSpecs(written: Json): {
  readonly specs: readonly CheckSpec[];
  readonly problems: readonly Problem[];
} {
  const items = Array.isArray(written) ? (written as readonly Json[]) : [written];
  const read = items.map(readSpec);
  return {
    specs: read.flatMap((one) => ('check' in one ? [one] : [])),
    problems: read.flatMap((one) => ('check' in one ? [] : [one])),
  };
}

/** What keeps a check from being used; compiles it, which loads what the check needs. */
export async function specProblem({ check, parameter }: CheckSpec): Promise<Problem | undefined> {
  const known = entryById(checks, check);
  if (known === undefined) return unknownCheck(check);
  const compiled = await known.compile(parameter, { allowScripts: false });
  return typeof compiled === 'function' ? undefined : compiled;
}

/** One string per check and parameter. */
export function specKey({ check, parameter }: CheckSpec): string {
  return JSON.stringify([check, parameter]);
}

/** A check as a cases file has it. */
export function writtenSpec({ check, parameter }: CheckSpec): Json {
  return { [check]: parameter };
}

/** The parameter of a check that was written with the check's name around it, as in a list of checks. */
export function unwrapped(check: string, written: Json): Json {
  const inside = isJsonObject(written) && Object.keys(written).length === 1 ? written[check] : undefined;
  return inside ?? written;
}

/** The requirement of a check in words. */
export function describeSpec({ check, parameter }: CheckSpec) {
  return entryById(checks, check)?.describe(parameter) ?? phrase({ en: check, 'zh-cn': check });
}

/** The problem of a check that is not known. */
export function unknownCheck(check: string): Problem {
  return badParameter(unknownText, { check, known: checks.map(({ id }) => id) });
}

function readSpec(item: Json): CheckSpec | Problem {
  const [entry, ...more] = isJsonObject(item) ? Object.entries(item) : [];
  if (entry === undefined || more.length > 0) return badParameter(wantsObject);
  return { check: entry[0], parameter: entry[1] };
}

const wantsObject = {
  en: 'A check is an object with one member, such as {"contains": "…"}: write one object per check.',
  'zh-cn': '每个检查是只有一个成员的对象，例如 {"contains": "…"}：请为每个检查写一个对象。',
};

const unknownText = {
  en: 'There is no check “{check}”: use one of {known}.',
  'zh-cn': '没有名为“{check}”的检查：请使用 {known} 之一。',
};
