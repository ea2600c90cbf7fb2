import type { Json } from '../../base/json.ts';

const schema = { $ref: '#' };
const schemas = { type: 'array', items: schema, minItems: 1 };
const schemaMap = { type: 'object', additionalProperties: schema };
const text = { type: 'string' };
const texts = { type: 'array', items: text };
const count = { type: 'integer', minimum: 0 };
const number = { type: 'number' };
const truth = { type: 'boolean' };
const typeName = { enum: ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'] };

function named<T>(names: string, value: T): Readonly<Record<string, T>> {
  return Object.fromEntries(names.split(' ').map((name) => [name, value]));
}

/** One schema for lists and another for all else: unlike `anyOf` it says what is wrong with either. */
function listOr(single: Json, list: Json) {
  return { if: { type: 'array' }, ...named('then', list), else: single };
}

/** What a JSON Schema looks like, from draft 6 to 2020-12: where drafts differ, either is right. */
export const schemaOfSchemas = {
  type: ['object', 'boolean'],
  properties: {
    ...named('$id $schema $ref $anchor $comment title description pattern format', text),
    ...named('allOf anyOf oneOf prefixItems', schemas),
    ...named('not if then else contains propertyNames additionalItems additionalProperties', schema),
    ...named('unevaluatedItems unevaluatedProperties', schema),
    ...named('$defs definitions properties dependentSchemas', schemaMap),
    ...named('maxLength minLength maxItems minItems maxProperties minProperties', count),
    ...named('minContains maxContains', count),
    ...named('maximum minimum exclusiveMaximum exclusiveMinimum', number),
    ...named('uniqueItems deprecated readOnly writeOnly', truth),
    multipleOf: { type: 'number', exclusiveMinimum: 0 },
    type: listOr(typeName, { items: typeName, minItems: 1, uniqueItems: true }),
    items: listOr(schema, schemas),
    enum: { type: 'array' },
    required: texts,
    dependentRequired: { type: 'object', additionalProperties: texts },
    dependencies: { type: 'object', additionalProperties: listOr(schema, texts) },
  },
};
