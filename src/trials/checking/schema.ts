import type { OutputUnit, Schema } from '@cfworker/json-schema';
import { isJsonObject, type Json } from '../../base/json.ts';
import { compilePattern, type Matcher } from './pattern.ts';
import { schemaOfSchemas } from './schemaOfSchemas.ts';
import { keptOf, schemasIn } from './schemaParts.ts';

/** What does not fit, in a few words; `undefined` where all does. Throws where a schema leads back to itself. */
export type Validator = (value: Json) => string | undefined;

/** Why a schema cannot be used: a keyword that is not read, a pattern, or something else about it. */
export type SchemaFault =
  | { readonly type: 'keyword' | 'schema'; readonly detail: string }
  | { readonly type: 'pattern'; readonly pattern: string; readonly detail: string };

/**
 * Makes a validator that interprets the schema, so that nothing from a file becomes code. Of the schema only what counts is
 * kept: notes to the reader, `format` among them, are left out, and patterns are matched by RE2.
 */
export async function createValidator(written: Json): Promise<Validator | SchemaFault> {
  try {
    const parts = schemasIn(written);
    const keyword = unread.find((name) => parts.some((part) => Object.hasOwn(part, name)));
    if (keyword !== undefined) return { type: 'keyword', detail: keyword };
    const misfit = (await validatorOf(schemaOfSchemas, new Map()))(written);
    if (misfit !== undefined) return { type: 'schema', detail: misfit };
    const matchers = new Map<string, Matcher>();
    for (const pattern of parts.flatMap((part) => part['pattern'] ?? []).map(String)) {
      const matcher = await compilePattern(pattern);
      if (typeof matcher !== 'function') return { type: 'pattern', pattern, detail: matcher.detail };
      matchers.set(pattern, matcher);
    }
    return await validatorOf(written, matchers);
  } catch (thrown) {
    return { type: 'schema', detail: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}

const unread = ['patternProperties', '$dynamicRef', '$recursiveRef'];

/** Patterns take the place of formats, which the library lets be defined. */
async function validatorOf(written: Json, matchers: ReadonlyMap<string, Matcher>): Promise<Validator> {
  const { dereference, format, validate } = await import('@cfworker/json-schema');
  Object.assign(format, Object.fromEntries(matchers));
  const schema = keptOf(written) as Schema;
  const lookup = dereference(schema);
  for (const part of schemasIn(schema as Json) as readonly Schema[])
    if (part.$ref !== undefined && lookup[part.__absolute_ref__ ?? part.$ref] === undefined)
      throw new Error(`$ref ${JSON.stringify(part.$ref)} leads nowhere`);
  const draft = draftOf(written);
  return (value) => told(validate(value, schema, draft, lookup).errors);
}

function draftOf(schema: Json) {
  const named = isJsonObject(schema) ? String(schema['$schema']) : '';
  if (/draft-0[67]/.test(named)) return '7';
  return named.includes('2019-09') ? '2019-09' : '2020-12';
}

/** Keywords that only say that something inside them does not fit. */
const outer = new Set(['properties', 'items', 'prefixItems', 'additionalItems', 'allOf', 'if', '$ref']);

/** The first error that says something. */
function told(errors: readonly OutputUnit[]): string | undefined {
  const first = errors.find(({ keyword }) => !outer.has(keyword)) ?? errors[0];
  if (first === undefined) return undefined;
  const place = first.instanceLocation.slice(1);
  const error = first.error.replace(/\.$/, '').replace('match format', 'match pattern');
  return place === '' ? error : `${place}: ${error}`;
}
