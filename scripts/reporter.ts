import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';

/** What one run of mocha came to; the reporter writes it as JSON to the file named by `PROMPT_QUORUM_RESULT`. */
export interface MochaResult {
  readonly passed: number;
  readonly failed: number;
}

/** Mocha's own `spec` output, and the counts in a file. */
export default class CountingReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    runner.once('end', () => {
      const file = process.env['PROMPT_QUORUM_RESULT'];
      const result: MochaResult = { passed: this.stats.passes, failed: this.stats.failures };
      if (file !== undefined) writeFileSync(file, JSON.stringify(result));
    });
  }
}
