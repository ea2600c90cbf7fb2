import type { Text } from '../base/text.ts';
import { projectKeys, projectTable } from './projectTable.ts';
import type { JsonSchema } from './settingKinds.ts';

/** What the schema tells of a rule. */
export interface SchemaRule {
  readonly id: string;
  readonly text: { readonly title: Text };
}

/** The JSON Schema of `promptquorum.yml`. */
export function projectSchema(rules: readonly SchemaRule[]): JsonSchema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Prompt Quorum in a folder',
    description: 'What everybody who works on the prompts below this folder shares.',
    type: 'object',
    properties: Object.fromEntries(projectKeys().map((key) => [key, keySchema(key, rules)])),
    additionalProperties: false,
  };
}

function keySchema(key: ReturnType<typeof projectKeys>[number], rules: readonly SchemaRule[]): JsonSchema {
  const { kind, description } = projectTable[key];
  // A key without a value counts as not written.
  const schema = { ...kind.schema, type: [kind.schema['type'], 'null'].flat(), description: description.en };
  if (key !== 'rules') return schema;
  const value = Object(kind.schema['additionalProperties']);
  const properties = rules.map(({ id, text }) => [id, { ...value, description: text.title.en }]);
  return { ...schema, properties: Object.fromEntries(properties), additionalProperties: false };
}
