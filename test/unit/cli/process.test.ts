import assert from 'node:assert/strict';
import { type FaultServer, startFaultServer } from '../../support/faultServer.ts';
import { createFolder, type Folder, type Outcome } from './folder.ts';
import { assertLines } from './schema.ts';

/** More samples than are answered before a signal arrives. */
const many = 32;
const ask = 'Which is larger, 9 or 11? Reply with the number only.\n';

describe('terminal process', () => {
  let folder: Folder;
  let server: FaultServer;
  beforeEach(async () => {
    server = await startFaultServer({
      latency: 25,
      behave: () => ({ kind: 'reply', text: '11', ignoreN: true }),
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
    const started = start(many);
    await started.lines(4);
    started.child.kill('SIGINT');
    const outcome = await started.done;
    assert.equal(outcome.code, 130, outcome.err);
    assert.equal(outcome.lines().at(-1)?.['type'], 'tally');
    assert.ok(slotsOf(outcome).length >= 4 && slotsOf(outcome).length < many);
    assert.match(outcome.err, /Stopped\. What has arrived is kept; go on with: prompt-quorum trial --resume/);
    const asked = server.calls.length;
    const rest = await folder.run(['trial', '--resume', runOf(outcome), '--json']);
    assert.equal(rest.code, 0, rest.err);
    assert.equal(new Set(slotsOf(rest)).size, many);
    assert.ok(server.calls.length - asked <= many - slotsOf(outcome).length);
  });

  it('loses nothing it has printed when it is killed', async () => {
    const started = start(many);
    await started.lines(6);
    started.child.kill('SIGKILL');
    const killed = await started.done;
    assert.equal(killed.code, null);
    const listed = await folder.run(['history', '--json']);
    assert.equal(listed.lines()[0]?.['finishedAt'], null);
    const asked = server.calls.length;
    const printed = slotsOf({ ...killed, lines: () => wholeLines(killed.out) });
    const rest = await folder.run(['trial', '--resume', runOf(killed), '--json']);
    assert.equal(rest.code, 0, rest.err);
    assertLines(rest.lines(), 'reply', 'tally');
    assert.equal(new Set(slotsOf(rest)).size, many);
    assert.ok(printed.length >= 6 && server.calls.length - asked <= many - printed.length);
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
