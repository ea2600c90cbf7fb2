import type { Rule } from '../../src/analyze/types.ts';
import { projectSchema } from '../../src/config/projectSchema.ts';
import { toJson, writeIfChanged } from './files.ts';
import { loadRegistry } from './load.ts';

/** Writes the JSON Schema of `promptquorum.yml`. */
export async function writeProjectSchema(root: URL): Promise<void> {
  const rules = await loadRegistry<Rule>(root, 'src/analyze/rules');
  writeIfChanged(new URL('media/schemas/promptquorum.schema.json', root), toJson(projectSchema(rules)));
}
