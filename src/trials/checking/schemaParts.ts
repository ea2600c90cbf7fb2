import { isJsonObject, type Json } from '../../base/json.ts';

type JsonObject = { readonly [member: string]: Json };

function names(text: string): ReadonlySet<string> {
  return new Set(text.split(' '));
}

/** Keywords whose value is a schema or a list of them. */
const holdsSchemas = names(
  'allOf anyOf oneOf not if then else items prefixItems additionalItems unevaluatedItems contains propertyNames additionalProperties unevaluatedProperties',
);
/** Keywords whose value names schemas. */
const namesSchemas = names('$defs definitions properties dependentSchemas dependencies');
/** Keywords that count and hold data. */
const holdsData = names(
  '$id $ref $anchor type enum const required dependentRequired maximum minimum exclusiveMaximum exclusiveMinimum multipleOf maxLength minLength maxItems minItems uniqueItems maxProperties minProperties minContains maxContains',
);

/** A schema and those within it. What only looks like one, such as a default value or a property's name, is none. */
export function schemasIn(schema: Json): readonly JsonObject[] {
  if (!isJsonObject(schema)) return [];
  const within = Object.entries(schema).flatMap(([keyword, value]): readonly Json[] => {
    if (holdsSchemas.has(keyword)) return Array.isArray(value) ? value : [value];
    return namesSchemas.has(keyword) && isJsonObject(value) ? Object.values(value) : [];
  });
  return [schema, ...within.flatMap(schemasIn)];
}

/** A copy of a schema with the keywords that count alone; `pattern` is written as `format`. */
export function keptOf(schema: Json): Json {
  if (!isJsonObject(schema)) return schema;
  return Object.fromEntries(
    Object.entries(schema).flatMap(([keyword, value]) => keptKeyword(keyword, value)),
  );
}

function keptKeyword(keyword: string, value: Json): readonly (readonly [string, Json])[] {
  if (keyword === 'pattern') return [['format', value]];
  if (holdsData.has(keyword)) return [[keyword, value]];
  if (holdsSchemas.has(keyword)) return [[keyword, Array.isArray(value) ? value.map(keptOf) : keptOf(value)]];
  if (!namesSchemas.has(keyword) || !isJsonObject(value)) return [];
  const entries = Object.entries(value).map(([name, part]) => [name, keptOf(part)] as const);
  return [[keyword, Object.fromEntries(entries)]];
}
