import type { Check } from '../../src/trials/types.ts';
import { readJsonObject, toJson, writeIfChanged } from './files.ts';
import { loadRegistry } from './load.ts';

/** Writes how checks are written into the published schema of cases files; everything else in it stays. */
export async function writeCasesSchema(root: URL): Promise<void> {
  const url = new URL('media/schemas/cases.schema.json', root);
  const schema = readJsonObject(url);
  const checks = await loadRegistry<Check>(root, 'src/trials/checks');
  const definitions = {
    ...Object(schema['definitions']),
    checks: { type: 'array', items: checkItem(checks) },
  };
  writeIfChanged(url, toJson({ ...schema, definitions }));
}

/** An object with exactly one member, named as a check. */
function checkItem(checks: readonly Check[]): object {
  const properties = checks.map(({ id, title, schema, example }) => [
    id,
    { ...schema, description: title.en, examples: [example] },
  ]);
  return {
    type: 'object',
    properties: Object.fromEntries(properties),
    minProperties: 1,
    maxProperties: 1,
    additionalProperties: false,
  };
}
