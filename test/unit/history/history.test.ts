import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProblemError } from '../../../src/base/problem.ts';
import { createWorkerHistory } from '../../../src/history/client.ts';
import { lastUsed } from '../../../src/history/lastUsed.ts';
import { createMemoryHistory } from '../../../src/history/memory.ts';
import { createSqliteHistory } from '../../../src/history/sqlite.ts';
import { startHistoryThread } from '../../../src/history/thread.ts';
import type { History, Measurement } from '../../../src/history/types.ts';
import { failure, lineage, measurement, plan, reply, runStart, workspace } from './examples.ts';

const worker = new URL('../../../src/history/worker.ts', import.meta.url);
const unexpected = () => assert.fail('nothing was to be told');

const implementations: Readonly<Record<string, (file: string) => History>> = {
  'in memory': () => createMemoryHistory(() => 3000),
  'in a file': (file) => createSqliteHistory({ file, notify: unexpected }),
  'on its own thread': (file) => createWorkerHistory(() => startHistoryThread(worker, file), unexpected),
};

const measured = (found: readonly (Measurement | undefined)[]) => found.map((item) => item?.runId);
const asked = (overrides: object = {}) => ({
  lineage,
  contentHash: 'hash-1',
  text: 'Which is larger, {{x}}?',
  ...overrides,
});

for (const [name, create] of Object.entries(implementations)) {
  describe(`history ${name}`, () => {
    let folder: string;
    let history: History;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'history-'));
      history = create(join(folder, 'deep', 'history.sqlite'));
    });
    afterEach(async () => {
      await history.close();
      rmSync(folder, { recursive: true, force: true });
    });

    it('gives a run back as it began, with its outcomes in order of arrival', async () => {
      await history.begin(runStart('r'));
      await Promise.all([history.append('r', reply(1)), history.append('r', failure(0))]);
      const run = await history.run('r');
      assert.deepEqual(run, { ...runStart('r'), outcomes: 2, measured: [] });
      assert.deepEqual(await history.outcomes('r'), [reply(1), failure(0)]);
      await history.finish('r', []);
      assert.equal(typeof (await history.run('r'))?.finishedAt, 'number');
      assert.equal(await history.run('none'), undefined);
    });

    it('gives the series of a prompt over its versions, oldest first, also after a move', async () => {
      for (const [id, at, more] of [
        ['r1', 1, { contentHash: 'hash-0', accuracy: 0.5 }],
        ['r2', 2, { passRate: 0.25, scattered: true }],
        ['r3', 3, {}],
      ] as const) {
        await history.begin(runStart(id, { startedAt: at }));
        await history.finish(id, [measurement(id, { at, ...more })]);
      }
      const series = await history.series(workspace, asked());
      assert.deepEqual(
        series.map(({ runId, contentHash, accuracy, passRate, scattered }) => [
          ...[runId, contentHash, accuracy, passRate, scattered],
        ]),
        [
          ['r1', 'hash-0', 0.5, undefined, undefined],
          ['r2', 'hash-1', undefined, 0.25, true],
          ['r3', 'hash-1', undefined, undefined, undefined],
        ],
      );
      const moved = asked({ lineage: { ...lineage, path: 'moved/larger.prompt' } });
      assert.equal((await history.series(workspace, moved)).length, 3);
      const other = { lineage: { ...lineage, path: 'other.prompt' }, contentHash: 'x', text: 'Summarise.' };
      assert.deepEqual(
        (await history.run('r1'))?.measured.map(({ accuracy }) => accuracy),
        [0.5],
      );
      assert.deepEqual(await history.series(workspace, other), []);
    });

    it('deletes a run with its replies, and leaves the copies of others', async () => {
      for (const id of ['r1', 'r2']) await history.begin(runStart(id));
      await history.append('r1', reply(0));
      await history.append('r1', reply(1));
      await history.append('r2', reply(0, { cached: true }));
      await history.finish('r1', [measurement('r1')]);
      await history.remove('r1');
      assert.equal(await history.run('r1'), undefined);
      assert.deepEqual(await history.outcomes('r1'), []);
      assert.deepEqual(measured(await history.measurements(workspace, [asked()])), [undefined]);
      assert.deepEqual(
        (await history.replies('request-1')).map(({ slot }) => slot),
        [0],
      );
      await assert.rejects(history.remove('r1'), { name: 'ProblemError' });
    });

    it('deletes no run that goes on', async () => {
      await history.begin(runStart('r'));
      await history.hold('r', 'one', 60_000);
      await assert.rejects(history.remove('r'), /is going on/);
      await history.hold('r', 'one', 0);
      await history.remove('r');
      assert.equal(await history.run('r'), undefined);
    });

    it('knows what a prompt was last tried with', async () => {
      assert.equal(await lastUsed(history, workspace, lineage), undefined);
      const [variant] = plan.variants;
      assert.ok(variant);
      const second = { ...variant, id: 'b', model: { ...variant.model, model: 'large' } };
      const [prompt] = runStart('r').prompts;
      assert.ok(prompt);
      await history.begin(
        runStart('r', {
          plan: { ...plan, samples: 7, variants: [variant, second] },
          prompts: [prompt, { ...prompt, variant: 'b' }],
        }),
      );
      const used = await lastUsed(history, workspace, lineage);
      assert.deepEqual([used?.model, used?.sampling], [variant.model, variant.sampling]);
      assert.deepEqual(used?.trial, { samples: 7, checks: [], others: [second.model] });
      const [only] = plan.cases;
      assert.ok(only);
      const once = {
        ...plan,
        samples: 1,
        variants: [{ ...second, sampling: { temperature: 1 } }],
        cases: [only],
      };
      await history.begin(
        runStart('s', { plan: once, prompts: [{ ...prompt, variant: 'b' }], startedAt: Date.now() + 9 }),
      );
      const after = await lastUsed(history, workspace, lineage);
      assert.deepEqual([after?.model, after?.sampling], [second.model, { temperature: 1 }]);
      assert.deepEqual(after?.inputs, only.inputs);
      assert.deepEqual(after?.trial, used?.trial);
    });

    it('lets one owner at a time go on with a run, until it lets go or the run ends', async () => {
      await history.begin(runStart('r'));
      assert.equal(await history.hold('r', 'one', 60_000), true);
      assert.equal(await history.hold('r', 'two', 60_000), false);
      assert.equal(await history.hold('r', 'one', 60_000), true);
      assert.equal(typeof (await history.run('r'))?.heldUntil, 'number');
      await history.hold('r', 'two', 0);
      assert.equal(await history.hold('r', 'two', 60_000), false);
      await history.hold('r', 'one', 0);
      assert.equal((await history.run('r'))?.heldUntil, undefined);
      assert.equal(await history.hold('r', 'two', 60_000), true);
      await history.finish('r', [], 'stopped');
      const ended = await history.run('r');
      assert.equal(ended?.ending, 'stopped');
      assert.equal(ended?.heldUntil, undefined);
      assert.equal(await history.hold('r', 'three', 60_000), true);
      assert.equal((await history.run('r'))?.finishedAt, undefined);
    });

    it('keeps the first reply of a sample and lets a failure give way', async () => {
      await history.begin(runStart('r'));
      await history.append('r', failure(0));
      await history.append('r', reply(0, { text: 'first' }));
      await history.append('r', reply(0, { text: 'second' }));
      await history.append('r', failure(0));
      assert.deepEqual(await history.outcomes('r'), [reply(0, { text: 'first' })]);
    });

    it('says so when a run is unknown, and stores what else arrived with it', async () => {
      await history.begin(runStart('r'));
      const [wrong, right] = await Promise.allSettled([
        history.append('none', reply(0)),
        history.append('r', reply(0)),
      ]);
      assert.ok(wrong.status === 'rejected' && wrong.reason instanceof ProblemError);
      assert.equal(wrong.reason.problem.code, 'history-unknown-run');
      assert.equal(right.status, 'fulfilled');
      assert.equal((await history.outcomes('r')).length, 1);
    });

    it('lists runs newest first, by workspace and by prompt', async () => {
      const other = { ...lineage, path: 'other.prompt' };
      await history.begin(runStart('old', { startedAt: 1 }));
      await history.begin(runStart('new', { startedAt: 3 }));
      await history.begin(
        runStart('elsewhere', { startedAt: 2, workspace: 'file:///home/user/second', startedBy: 'editor' }),
      );
      const prompt = { variant: 'a', lineage: other, contentHash: 'h', text: 't' };
      await history.begin(runStart('other', { startedAt: 0, prompts: [prompt] }));
      const ids = async (filter: Parameters<History['runs']>[0]) =>
        (await history.runs(filter)).map(({ id }) => id);
      assert.deepEqual(await ids({}), ['new', 'elsewhere', 'old', 'other']);
      assert.deepEqual(await ids({ limit: 2 }), ['new', 'elsewhere']);
      assert.deepEqual(await ids({ workspace }), ['new', 'old', 'other']);
      assert.deepEqual(await ids({ workspace, lineage }), ['new', 'old']);
      assert.deepEqual(await ids({ lineage }), ['new', 'elsewhere', 'old']);
      assert.deepEqual(await ids({ workspace: 'file:///home/user' }), ['new', 'elsewhere', 'old', 'other']);
    });

    it('gives stored replies to an equal request, one per slot, the last that was really asked', async () => {
      await history.begin(runStart('one'));
      await history.begin(runStart('two'));
      await history.append('one', reply(1, { text: 'old' }));
      await history.append('one', reply(0));
      await history.append('two', reply(1, { text: 'new' }));
      await history.append('two', reply(0, { cached: true }));
      await history.append('two', reply(2, { requestHash: 'another' }));
      await history.append('two', failure(3));
      assert.deepEqual(await history.replies('request-1'), [reply(0), reply(1, { text: 'new' })]);
      assert.deepEqual(await history.replies('never asked'), []);
    });

    it('finds the measurement of equal text, else the last of the prompt', async () => {
      await history.begin(runStart('first'));
      await history.begin(runStart('second'));
      await history.finish('first', [measurement('first', { at: 1 })]);
      await history.finish('second', [measurement('second', { at: 2, contentHash: 'hash-2' })]);
      const { lineage: _lineage, workspace: _workspace, ...expected } = measurement('first', { at: 1 });
      assert.deepEqual(await history.measurements(workspace, [asked()]), [expected]);
      const changed = await history.measurements(workspace, [asked({ contentHash: 'hash-3' })]);
      assert.deepEqual(measured(changed), ['second']);
      const unmeasured = asked({
        lineage: { ...lineage, path: 'new.prompt' },
        contentHash: 'x',
        text: 'Sum up.',
      });
      assert.deepEqual(measured(await history.measurements(workspace, [unmeasured])), [undefined]);
    });

    it('replaces a run’s measurements when it finishes again', async () => {
      await history.begin(runStart('r'));
      await history.finish('r', [measurement('r', { samples: 3 })]);
      await history.finish('r', [measurement('r', { samples: 20 })]);
      assert.equal((await history.measurements(workspace, [asked()]))[0]?.samples, 20);
    });

    it('follows a prompt whose file was renamed, alone or with its folder', async () => {
      await history.begin(runStart('r'));
      await history.finish('r', [measurement('r')]);
      await history.rename(workspace, 'prompts/larger.prompt', 'prompts/bigger.prompt');
      await history.rename(workspace, 'prompts', 'texts');
      const moved = { ...lineage, path: 'texts/bigger.prompt' };
      const changed = { lineage: moved, contentHash: 'changed', text: 'Nothing alike.' };
      assert.deepEqual(measured(await history.measurements(workspace, [changed])), ['r']);
      assert.deepEqual((await history.run('r'))?.prompts[0]?.lineage, moved);
      assert.equal((await history.runs({ workspace, lineage: moved })).length, 1);
    });

    it('finds a prompt moved behind its back by its text', async () => {
      const text = 'You are a careful reviewer. Read the change and list what could break, worst first.';
      await history.begin(
        runStart('r', { prompts: [{ variant: 'a', lineage, contentHash: 'hash-1', text }] }),
      );
      await history.finish('r', [measurement('r')]);
      const moved = { ...lineage, path: 'elsewhere/review.md' };
      const found = await history.measurements(workspace, [
        { lineage: moved, contentHash: 'new', text: text.replace('worst first', 'the worst first') },
        { lineage: { ...moved, ordinal: 1 }, contentHash: 'else', text: 'Translate the text into French.' },
      ]);
      assert.deepEqual(measured(found), ['r', undefined]);
    });

    it('agrees about files between an editor’s URI and a terminal’s, whatever their workspace folder', async () => {
      await history.begin(runStart('r', { workspace: 'file:///C:/My%20Work' }));
      await history.finish('r', [measurement('r', { workspace: 'file:///C:/My%20Work' })]);
      const inside = { ...lineage, path: 'larger.prompt' };
      const found = await history.measurements('file:///c%3A/My%20Work/prompts', [
        asked({ lineage: inside }),
      ]);
      assert.deepEqual(measured(found), ['r']);
    });

    it('keeps the plan exactly, and any text', async () => {
      const nasty = 'null \0, quotes \' " `, 👩‍🔬, \u2028, lone \ud800, <|endoftext|>, 中文';
      await history.begin(runStart('r', { plan: { ...plan, seed: 7 } }));
      await history.append('r', reply(0, { text: nasty }));
      assert.deepEqual((await history.run('r'))?.plan, { ...plan, seed: 7 });
      const [stored] = await history.outcomes('r');
      assert.equal(stored?.type === 'reply' && stored.text, nasty);
    });
  });
}
