import { strict as assert } from 'node:assert';
import { createMemoryHistory } from '../../../src/history/memory.ts';
import type { HistoryView } from '../../../src/panel/history/protocol.ts';
import type { OfferedModel, PanelPrompt } from '../../../src/panel/ports.ts';
import type { TextVariant } from '../../../src/panel/setup/variants.ts';
import { panelPrompt, panelWith, question, scriptedProvider, testModel } from './support.ts';

const prompt = panelPrompt(question());
const edited: PanelPrompt = { ...panelPrompt(question('Is {{first}} larger than 11?')), id: prompt.id };

/** The room once it has read the store. */
async function viewOf({ controller }: ReturnType<typeof panelWith>): Promise<HistoryView> {
  for (;;) {
    const { history } = controller.state();
    if (history !== undefined && !history.loading) return history;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

/** Runs a prompt with replies of which every `odd`-th differs. */
async function run(history: ReturnType<typeof createMemoryHistory>, tried: PanelPrompt, odd: number) {
  const provider = scriptedProvider((slot) => (slot % odd === odd - 1 ? '9' : '11'));
  const panel = panelWith({ provider, prompts: [tried], history });
  await panel.controller.open(tried);
  await panel.controller.handle({ room: 'setup', type: 'hole', name: 'first', value: String(odd) });
  await panel.controller.handle({ room: 'trials', type: 'run' });
  return panel;
}

describe('the history of a prompt', () => {
  it('shows what was measured over its versions, and every run', async () => {
    const history = createMemoryHistory();
    (await run(history, prompt, 2)).controller.dispose();
    const panel = await run(history, edited, 100);
    panel.controller.show('history');
    const view = await viewOf(panel);
    assert.deepEqual(
      view.points.map(({ newVersion }) => newVersion),
      [false, true],
    );
    assert((view.points[0]?.agreement ?? 1) < 0.8);
    assert.equal(view.points[1]?.agreement, 1);
    assert.match(view.summary, /^Agreement over 2 measurements, oldest first: \d+ %, 100 %\.$/);
    assert.deepEqual(
      view.runs.map(({ texts }) => texts.map(({ title }) => title)),
      [['present'], ['version 1']],
    );
    assert.match(view.runs[1]?.texts[0]?.figures ?? '', /^Agreement \d+ %$/);
    panel.controller.dispose();
  });

  it('tells the texts and models of a run apart, and counts the run once on the line', async () => {
    const beside: OfferedModel = {
      ...testModel,
      info: { ref: { ...testModel.info.ref, model: 'second' }, title: 'Second model' },
    };
    const other: TextVariant = {
      id: 'other',
      title: 'Third age',
      prompt: question('Larger: {{first}} or 11?', 'third.prompt.txt'),
      earlier: false,
      usedCaseIds: [],
    };
    const provider = scriptedProvider((slot, text) => (text.startsWith('Larger') && slot % 2 ? '9' : '11'));
    const panel = panelWith({ provider, prompts: [prompt], models: [testModel, beside] });
    await panel.controller.open(prompt, other);
    const [second] = panel.controller.state().setup.otherModels;
    await panel.controller.handle({ room: 'setup', type: 'addModel', id: second?.id ?? '' });
    await panel.controller.handle({ room: 'setup', type: 'hole', name: 'first', value: '9' });
    await panel.controller.handle({ room: 'trials', type: 'run' });
    panel.controller.show('history');
    const { points, runs } = await viewOf(panel);
    assert.equal(points.length, 1);
    assert.equal(points[0]?.agreement, 1);
    assert.deepEqual(
      runs[0]?.texts.map(({ title, figures }) => [title, figures]),
      [
        ['present · test', 'Agreement 100 %'],
        ['present · second', 'Agreement 100 %'],
        ['Third age · Test model', 'Agreement 50 %'],
        ['Third age · Second model', 'Agreement 50 %'],
      ],
    );
    panel.controller.dispose();
  });

  it('says of a prompt that was run once that it was, and not that one reply measured something', async () => {
    const panel = panelWith({ provider: scriptedProvider(() => '11'), prompts: [prompt] });
    await panel.controller.open(prompt);
    await panel.controller.handle({ room: 'setup', type: 'hole', name: 'first', value: '9' });
    await panel.controller.handle({ room: 'once', type: 'run' });
    panel.controller.show('history');
    const { runs } = await viewOf(panel);
    assert.deepEqual(
      runs.map(({ replies }) => replies),
      ['run once'],
    );
    panel.controller.dispose();
  });

  it('opens an old run, whose replies can be read another way without a call', async () => {
    const history = createMemoryHistory();
    (await run(history, prompt, 2)).controller.dispose();
    const provider = scriptedProvider(() => '11');
    const panel = panelWith({ provider, prompts: [prompt], history });
    await panel.controller.open(prompt);
    panel.controller.show('history');
    const [row] = (await viewOf(panel)).runs;
    assert(row);
    await panel.controller.handle({ room: 'history', type: 'open', id: row.id });
    assert.equal(panel.controller.state().tab, 'trials');
    await panel.controller.handle({ room: 'trials', type: 'extractor', id: 'whole-text' });
    assert.equal(panel.controller.state().run?.extractor, 'whole-text');
    assert.deepEqual(provider.asked, []);
    panel.controller.dispose();
  });

  it('deletes a run once the user has confirmed it', async () => {
    const history = createMemoryHistory();
    const panel = await run(history, prompt, 2);
    panel.controller.show('history');
    const [row] = (await viewOf(panel)).runs;
    assert(row);
    let measured = 0;
    panel.controller.onMeasured(() => measured++);
    await panel.controller.handle({ room: 'history', type: 'delete', id: row.id });
    assert.equal(panel.acted[0], `delete ${row.name}`);
    assert.deepEqual(await history.runs({}), []);
    assert.equal(measured, 1);
    panel.controller.show('trials');
    assert.equal(panel.controller.state().run, undefined);
    await panel.controller.showRun(row.id);
    assert.match(panel.controller.state().notice ?? '', /no longer in the history/);
    panel.controller.dispose();
  });

  it('leaves the latest run that remains in the room of trials when the one shown is deleted', async () => {
    const history = createMemoryHistory();
    (await run(history, prompt, 2)).controller.dispose();
    const [older] = await history.runs({});
    const panel = await run(history, prompt, 3);
    const { controller } = panel;
    const newer = controller.state().run?.id ?? '';
    assert.notEqual(newer, older?.id);
    controller.show('history');
    await viewOf(panel);
    await controller.handle({ room: 'history', type: 'delete', id: newer });
    controller.show('trials');
    await new Promise((resolve) => setTimeout(resolve, 10));
    assert.equal(controller.state().run?.id, older?.id);
    controller.dispose();
  });

  it('saves the raw replies as JSON lines and the figures as CSV', async () => {
    const history = createMemoryHistory();
    const panel = await run(history, prompt, 2);
    panel.controller.show('history');
    const [row] = (await viewOf(panel)).runs;
    assert(row);
    await panel.controller.handle({ room: 'history', type: 'export', id: row.id, format: 'jsonl' });
    await panel.controller.handle({ room: 'history', type: 'export', id: row.id, format: 'csv' });
    const [jsonl = '', csv = ''] = panel.acted;
    assert(jsonl.startsWith(`save ${row.id}.jsonl\n`));
    const [, head = '', ...replies] = jsonl.trim().split('\n');
    assert.equal(JSON.parse(head).variants[0].messages[0].text, prompt.prompt.messages[0]?.text);
    assert.equal(replies.length, Number.parseInt(row.replies, 10));
    assert.equal(JSON.parse(replies[0] ?? '').type, 'reply');
    assert.match(csv, /^save .+\.csv\nvariant,title,model,case,/);
    assert.equal(csv.trim().split('\r\n').length, 2);
    panel.controller.dispose();
  });

  it('saves figures as the run on the screen is read, and no case as decided that a failed run never asked', async () => {
    const failure = { code: 'unauthorized', phrase: { text: { en: 'No.', 'zh-cn': '否。' } } } as const;
    const panel = panelWith({ provider: scriptedProvider(() => failure), prompts: [prompt] });
    await panel.controller.open(prompt);
    await panel.controller.handle({ room: 'setup', type: 'hole', name: 'first', value: '9' });
    await panel.controller.handle({ room: 'trials', type: 'run' });
    await panel.controller.handle({ room: 'trials', type: 'extractor', id: 'last-line' });
    panel.controller.show('history');
    const id = (await viewOf(panel)).runs[0]?.id ?? '';
    await panel.controller.handle({ room: 'history', type: 'export', id, format: 'csv' });
    const [header = '', row = ''] = (panel.acted[0] ?? '').split(/\r?\n/).slice(1);
    const cell = (name: string) => row.split(',')[header.split(',').indexOf(name)];
    assert.deepEqual([cell('stopped'), cell('extractor')], ['', 'last-line']);
    panel.controller.dispose();
  });

  it('says so where the prompt was never run', async () => {
    const panel = panelWith({ provider: scriptedProvider(() => '11'), prompts: [prompt] });
    await panel.controller.open(prompt);
    panel.controller.show('history');
    assert.deepEqual((await viewOf(panel)).runs, []);
    panel.controller.dispose();
  });
});
