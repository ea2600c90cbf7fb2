import { appendFileSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';
import { inProject } from '../../scripts/project.ts';
import CountingReporter from '../../scripts/reporter.ts';

/** What VS Code calls in the extension host: runs every bundled test and throws when one failed. */
export async function run(): Promise<void> {
  const { PROMPT_QUORUM_OUTPUT: output, PROMPT_QUORUM_GREP: grep } = process.env;
  // A spec reporter prints by this function; the extension host's own console reaches nobody.
  if (output !== undefined) {
    Mocha.reporters.Base.consoleLog = (...values: unknown[]) =>
      appendFileSync(output, `${format(...values)}\n`);
  }
  const mocha = new Mocha({
    reporter: CountingReporter,
    timeout: 60_000,
    failZero: true,
    forbidOnly: true,
    forbidPending: true,
    ...(grep ? { grep } : {}),
  });
  const folder = inProject('out', 'host');
  for (const file of globSync('{unit,host}/**/*.test.js', { cwd: folder }).sort())
    mocha.addFile(join(folder, file));
  await mocha.loadFilesAsync();
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} tests failed`);
}
