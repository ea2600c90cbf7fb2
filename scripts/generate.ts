// Writes everything that follows from other files: each registry's index, the manifest's settings and commands with their
// texts, and the pages about rules and techniques. Running it twice changes nothing; CI demands a clean tree after it.
import { writeIndexes } from './generate/indexes.ts';

const root = new URL('../', import.meta.url);

await writeIndexes(root);
// Imported after the indexes are written, because they read them.
const { writeManifest } = await import('./generate/manifest.ts');
const { writeRulePages } = await import('./generate/rulePages.ts');
const { writeTechniquePages } = await import('./generate/techniquePages.ts');
await writeManifest(root);
await writeRulePages(root);
await writeTechniquePages(root);
