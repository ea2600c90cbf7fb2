import { extensionHostLog } from '../../scripts/serve.ts';
import { closeAll, openWindows, screenshot } from './fixture.ts';

/** After a failed test: a picture of each open window and the end of its extension host's log. At the end: everything closed. */
export const mochaHooks = {
  async afterEach(this: Mocha.Context): Promise<void> {
    const test = this.currentTest;
    if (test?.state !== 'failed') return;
    for (const [index, { page, server }] of openWindows().entries()) {
      const path = await screenshot(page, `${test.fullTitle()}-${index + 1}`).catch(() => 'no screenshot');
      const log = extensionHostLog(server);
      console.error(`    ${path}\n${log.split('\n').slice(-15).join('\n')}`);
    }
  },
  afterAll: closeAll,
};
