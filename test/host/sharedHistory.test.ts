import { strict as assert } from 'node:assert';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { startFaultServer } from '../support/faultServer.ts';
import { extensionApi, runToEnd, testModel, tryPrompt } from './extension.ts';
import { closeEditors, temporaryFolder } from './support.ts';

const run = promisify(execFile);
const prompt = (what: string) => `messages:\n  - role: user\n    content: ${what}\n`;

/** The packaged terminal front end, in a process of its own, on the same history as this window. */
function terminal(...args: readonly string[]) {
  const cli = `${process.env['PROMPT_QUORUM_ROOT']}/dist/cli.js`;
  return run(process.execPath, [cli, ...args], { env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } });
}

describe('the history', () => {
  afterEach(closeEditors);

  it('takes what a window and two other processes write at once', async () => {
    const server = await startFaultServer({ latency: 20 });
    const folder = await temporaryFolder({
      'a.prompt.yml': prompt('Name a river.'),
      'b.prompt.yml': prompt('Name a lake.'),
    });
    try {
      const model = await testModel();
      model.answer = (index) => String(index);
      const panel = await tryPrompt('window.prompt.yml', prompt('Name a sea.'), 'Echo');
      const options = [
        '--base-url',
        server.baseUrl,
        '--model',
        'test-model',
        '--samples',
        '12',
        '--stop',
        'none',
        '--json',
      ];
      const [inWindow, ...inTerminals] = await Promise.all([
        runToEnd(panel),
        ...['a', 'b'].map((name) => terminal('trial', folder.uri(`${name}.prompt.yml`).fsPath, ...options)),
      ]);
      for (const { stdout } of inTerminals) {
        const lines = stdout.trim().split('\n');
        assert.equal(lines.filter((line) => line.includes('"type":"reply"')).length, 12);
      }
      const { services } = await extensionApi();
      const runs = await services.core.history.runs({ limit: 3 });
      assert.deepEqual(
        runs.map(({ outcomes }) => outcomes).sort((a, b) => a - b),
        [12, 12, inWindow.progress.done].sort((a, b) => a - b),
      );
      assert(runs.every(({ finishedAt }) => finishedAt !== undefined));
      const { stdout } = await terminal('history', '--json');
      for (const { id } of runs) assert(stdout.includes(id));
    } finally {
      await server.close();
      await folder.dispose();
    }
  });
});
