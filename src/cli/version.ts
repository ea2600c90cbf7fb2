import { readFileSync } from 'node:fs';
import { packageFile } from './packageFiles.ts';

/** The version in the package's manifest. */
export function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(packageFile('package.json'), 'utf8'));
  const found =
    typeof manifest === 'object' && manifest !== null && 'version' in manifest ? manifest.version : '';
  return String(found);
}
