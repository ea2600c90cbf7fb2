import assert from 'node:assert/strict';
import { type FaultServer, startFaultServer } from '../../support/faultServer.ts';
import { createFolder, type Folder, type Outcome } from './folder.ts';
import { assertLines } from './schema.ts';

const many = 32;
const ask = 'Which is larger, 9 or 11? Reply with the number only.\n';

describe('terminal process', () => {
  let folder: Folder;
  let server: FaultServer;
  /** The call from which the server is silent, so that a run cannot end before its signal arrives. */
  let silentFrom: number;
  beforeEach(async () => {
    silentFrom = Number.POSITIVE_INFINITY;
    server = await startFaultServer({
      behave: ({ index }) =>
        index < silentFrom ? { kind: 'reply', text: '11', ignoreN: true } : { kind: 'hang', at: 'connect' },
    });
    folder = createFolder({ 'a.prompt.txt': ask });
  });
  afterEach(async () => {
    folder.dispose();
    await server.close();
  });

  const options = () => ['--model', 'm', '--base-url', server.baseUrl, '--stop', 'none', '--json'];
  const start = (samples: number) =>
    folder.start(['trial', 'a.prompt.txt', ...options(), '--samples', String(samples), '--concurrency', '2']);
  const slotsOf = (outcome: Outcome) =>
    outcome
      .lines()
      .filter(({ type }) => type === 'reply')
      .map(({ slot }) => slot);
  const runOf = ({ err }: Outcome) => /Run (\S+)\. /.exec(err)?.[1] ?? assert.fail(err);

  it('runs a trial as a program of its own', async () => {
    const outcome = await start(5).done;
    assert.equal(outcome.code, 0, outcome.err);
    assertLines(outcome.lines(), 'reply', 'tally');
    assert.deepEqual(slotsOf(outcome).sort(), [0, 1, 2, 3, 4]);
  });

  it('prints the vote so far on Ctrl-C, and goes on where it was', async () => {
    silentFrom = 8;
    const started = start(many);
    await started.lines(8);
    started.child.kill('SIGINT');
    const outcome = await started.done;
    silentFrom = Number.POSITIVE_INFINITY;
    assert.equal(outcome.code, 130, outcome.err);
    assert.equal(outcome.lines().at(-1)?.['type'], 'tally');
    assert.equal(slotsOf(outcome).length, 8);
    assert.match(outcome.err, /Stopped\. What has arrived is kept; go on with: prompt-quorum trial --resume/);
    const asked = server.calls.length;
    const rest = await folder.run(['trial', '--resume', runOf(outcome), '--json']);
    assert.equal(rest.code, 0, rest.err);
    assert.equal(new Set(slotsOf(rest)).size, many);
    assert.equal(server.calls.length - asked, many - 8);
  });

  it('loses nothing it has printed when it is killed', async () => {
    silentFrom = 8;
    const started = start(many);
    await started.lines(8);
    started.child.kill('SIGKILL');
    const killed = await started.done;
    silentFrom = Number.POSITIVE_INFINITY;
    assert.equal(killed.code, null);
    const listed = await folder.run(['history', '--json']);
    assert.equal(listed.lines()[0]?.['finishedAt'], null);
    const asked = server.calls.length;
    const printed = slotsOf({ ...killed, lines: () => wholeLines(killed.out) });
    const rest = await folder.run(['trial', '--resume', runOf(killed), '--json']);
    assert.equal(rest.code, 0, rest.err);
    assertLines(rest.lines(), 'reply', 'tally');
    assert.equal(new Set(slotsOf(rest)).size, many);
    assert.equal(printed.length, 8);
    assert.equal(server.calls.length - asked, many - 8);
  });

  it('ends quietly when nobody reads any more', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 150 }, (_, index) => [`p${index}.prompt.txt`, `Say ${index}. `.repeat(40)]),
    );
    for (const [name, text] of Object.entries(files)) folder.write(name, text);
    const started = folder.start(['scan', '--json']);
    await started.lines(1);
    started.child.stdout.destroy();
    const outcome = await started.done;
    assert.deepEqual([outcome.code, outcome.err], [0, '']);
  });

  it('says its version and follows the system’s language', async () => {
    const version = folder.start(['--version']).done;
    const chinese = folder.start(['lnt'], { LC_ALL: 'zh_CN.UTF-8' }).done;
    assert.match((await version).out, /^\d+\.\d+\.\d+\n$/);
    assert.equal((await chinese).code, 2);
    assert.match((await chinese).err, /没有命令 lnt/);
  });
});

/** A killed process may have cut its last line. */
function wholeLines(out: string): readonly Record<string, unknown>[] {
  return out
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}
