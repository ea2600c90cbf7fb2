// Writes everything that follows from other files: each registry's index, the manifest's settings and commands with their
// texts, the checks in the schema of cases files, the prices of models, and the pages about rules and techniques. Running it twice changes nothing; CI demands a clean tree after it.
import { writeIndexes } from './generate/indexes.ts';

const root = new URL('../', import.meta.url);

await writeIndexes(root);
// Imported after the indexes are written, because they read them.
const { writeCasesSchema } = await import('./generate/casesSchema.ts');
const { writeManifest } = await import('./generate/manifest.ts');
const { writePrices } = await import('./generate/prices.ts');
const { writeProjectSchema } = await import('./generate/projectSchema.ts');
const { writeRulePages } = await import('./generate/rulePages.ts');
const { writeTechniquePages } = await import('./generate/techniquePages.ts');
await writeCasesSchema(root);
await writeManifest(root);
writePrices(root);
await writeProjectSchema(root);
await writeRulePages(root);
await writeTechniquePages(root);
