import { extensionHostLog } from '../../scripts/serve.ts';
import { closeAll, openWindows, screenshot } from './fixture.ts';

/**
 * After a failed test: a picture of each open window and the end of its extension host's log. After every test its windows are
 * closed, since windows take the keyboard and the processor from each other; at the end everything is.
 */
export const mochaHooks = {
  async afterEach(this: Mocha.Context): Promise<void> {
    const test = this.currentTest;
    if (test?.state === 'failed') await tellOf(test.fullTitle());
    for (const window of openWindows()) await window.close();
  },
  afterAll: closeAll,
};

async function tellOf(title: string): Promise<void> {
  for (const [index, { page, server }] of openWindows().entries()) {
    const path = await screenshot(page, `${title}-${index + 1}`).catch(() => 'no screenshot');
    const log = extensionHostLog(server);
    console.error(`    ${path}\n${log.split('\n').slice(-15).join('\n')}`);
  }
}
