import { strict as assert } from 'node:assert';
import { createMemoryHistory } from '../../../src/history/memory.ts';
import type { ModelFailure } from '../../../src/models/types.ts';
import type { PanelState } from '../../../src/panel/protocol.ts';
import type { RunView } from '../../../src/panel/trials/protocol.ts';
import { caseProblem } from '../../../src/trials/caseFiles/rows.ts';
import { panelPrompt, panelWith, question, scriptedProvider, testModel } from './support.ts';

const unauthorized: ModelFailure = {
  code: 'unauthorized',
  phrase: {
    text: { en: 'The key was refused: enter a valid one.', 'zh-cn': '密钥被拒绝：请输入有效的密钥。' },
  },
};

/** Nine of twelve replies say 11. */
const mostlyEleven = (slot: number) => (slot % 4 === 3 ? '9' : '11');

function runOf({ run }: PanelState): RunView {
  assert(run, 'there is no run');
  return run;
}

describe('panel controller', () => {
  const prompt = panelPrompt(question());

  it('runs a chosen prompt and shows the vote', async () => {
    const provider = scriptedProvider(mostlyEleven);
    const { controller } = panelWith({ provider, prompts: [prompt] });
    await controller.open(prompt);
    await controller.handle({ room: 'setup', type: 'hole', name: 'first', value: '9' });
    await controller.handle({ room: 'trials', type: 'run' });
    const run = runOf(controller.state());
    const [variant] = run.variants;
    assert.equal(run.status, 'finished');
    assert.equal(variant?.majority, '11');
    assert.equal(variant?.answers[0]?.name.startsWith('11 — '), true);
    assert.match(run.verdict[0] ?? '', /^11 is the majority answer/);
    controller.dispose();
  });

  it('puts an answer into quotes where the sentence is Chinese', async () => {
    const provider = scriptedProvider(mostlyEleven);
    const { controller } = panelWith({ provider, prompts: [prompt], locale: 'zh-cn' });
    await controller.open(prompt);
    await controller.handle({ room: 'setup', type: 'hole', name: 'first', value: '9' });
    await controller.handle({ room: 'trials', type: 'run' });
    assert.match(runOf(controller.state()).verdict[0] ?? '', /^多数回答是“11”：/);
    controller.dispose();
  });

  it('names cases and expected answers with the marks of the language', async () => {
    const rows = [
      { id: '九', inputs: { first: '9' }, expected: '11' },
      { id: '二十', inputs: { first: '20' } },
    ];
    const cases = { name: 'larger.cases.jsonl', cases: rows, problems: [] };
    const provider = scriptedProvider(() => '11');
    const { controller } = panelWith({ provider, prompts: [prompt], cases, locale: 'zh-cn' });
    await controller.open(prompt);
    await controller.handle({ room: 'trials', type: 'run' });
    const run = runOf(controller.state());
    assert.deepEqual(
      run.cases.map(({ label }) => label),
      ['九：9', '二十：20'],
    );
    assert.match(run.variants[0]?.answers[0]?.name ?? '', /^11 — (\d+) 个回复中有 \1 个，100%（预期回答）$/);
    controller.dispose();
  });

  it('calls a few answers that all differ tied, in words as in the table', async () => {
    const cases = {
      name: 'larger.cases.jsonl',
      cases: ['9', '20'].map((first) => ({ id: first, inputs: { first } })),
      problems: [],
    };
    const provider = scriptedProvider((slot) => ['11', '9', '20', 'none'][slot] ?? '');
    const { controller } = panelWith({ provider, prompts: [prompt], cases });
    await controller.open(prompt);
    await controller.handle({ room: 'setup', type: 'field', field: 'samples', value: '4' });
    await controller.handle({ room: 'trials', type: 'run' });
    await controller.handle({ room: 'trials', type: 'extractor', id: 'number' });
    const { overview, verdict } = runOf(controller.state());
    assert.deepEqual(overview?.rows[0]?.cells[0], { answer: 'tied', share: '25 %' });
    assert.match(verdict.join(' '), /Case 9: No majority: the leading answers are tied\.$/);
    controller.dispose();
  });

  it('says how many calls early stopping saved', async () => {
    const { controller } = panelWith({ provider: scriptedProvider(() => '11'), prompts: [prompt] });
    await controller.open(prompt);
    await controller.handle({ room: 'setup', type: 'hole', name: 'first', value: '9' });
    await controller.handle({ room: 'trials', type: 'run' });
    const run = runOf(controller.state());
    assert(run.progress.done < 12);
    const saved = 12 - run.progress.done;
    assert(run.notes.includes(`Stopped after ${run.progress.done} of 12: decided, ${saved} calls saved.`));
    controller.dispose();
  });

  it('says how many cases were decided early where not all were', async () => {
    const cases = {
      name: 'larger.cases.jsonl',
      cases: ['9', '10', '20'].map((first) => ({ id: first, inputs: { first } })),
      problems: [],
    };
    const provider = scriptedProvider((slot, text) => (text.includes('20') && slot % 2 ? '20' : '11'));
    const { controller } = panelWith({ provider, prompts: [prompt], cases });
    await controller.open(prompt);
    await controller.handle({ room: 'trials', type: 'run' });
    const { notes, progress } = runOf(controller.state());
    const saved = 36 - progress.done;
    assert(notes.includes(`${saved} calls saved: 2 of 3 cases were decided early.`), notes.join('\n'));
    controller.dispose();
  });

  it('tells the size of the run before it starts, and what is missing', async () => {
    const { controller } = panelWith({ provider: scriptedProvider(mostlyEleven), prompts: [prompt] });
    await controller.handle({ room: 'page', type: 'ready' });
    assert.equal(controller.state().setup.prompt, prompt.id);
    await controller.handle({ room: 'setup', type: 'hole', name: 'first', value: '' });
    assert.equal(controller.state().setup.blocked, 'Fill in first.');
    await controller.handle({ room: 'setup', type: 'hole', name: 'first', value: '9' });
    await controller.handle({ room: 'setup', type: 'field', field: 'samples', value: '5' });
    await new Promise((resolve) => setTimeout(resolve, 5));
    const { setup } = controller.state();
    assert.equal(setup.blocked, undefined);
    assert.equal(setup.estimate[0], 'At most 5 samples');
    controller.dispose();
  });

  it('marks a field that cannot be used and does not run', async () => {
    const provider = scriptedProvider(mostlyEleven);
    const { controller } = panelWith({ provider, prompts: [prompt] });
    await controller.open(prompt);
    await controller.handle({ room: 'setup', type: 'hole', name: 'first', value: '9' });
    await controller.handle({ room: 'setup', type: 'field', field: 'temperature', value: 'hot' });
    await controller.handle({ room: 'trials', type: 'run' });
    const { setup, run } = controller.state();
    assert.deepEqual(Object.keys(setup.fieldProblems), ['temperature']);
    assert.equal(setup.fields.temperature, 'hot');
    assert.equal(run, undefined);
    assert.deepEqual(provider.asked, []);
    controller.dispose();
  });

  it('runs nothing in a workspace that is not trusted', async () => {
    const provider = scriptedProvider(mostlyEleven);
    const { controller } = panelWith({ provider, prompts: [prompt], trusted: false });
    await controller.open(prompt);
    await controller.handle({ room: 'trials', type: 'run' });
    assert.deepEqual(provider.asked, []);
    assert.match(controller.state().setup.blocked ?? '', /not trusted/);
    controller.dispose();
  });

  it('stops on request, keeps the replies, and resumes without asking them again', async () => {
    let isHeld = true;
    const provider = scriptedProvider((slot) => (isHeld && slot >= 3 ? 'hold' : slot % 2 === 0 ? '11' : '9'));
    const { controller } = panelWith({ provider, prompts: [prompt] });
    await controller.open(prompt);
    await controller.handle({ room: 'setup', type: 'hole', name: 'first', value: '9' });
    const running = controller.handle({ room: 'trials', type: 'run' });
    while ((controller.state().run?.progress.done ?? 0) < 3)
      await new Promise((resolve) => setTimeout(resolve, 2));
    await controller.handle({ room: 'trials', type: 'stop' });
    await running;
    const stopped = runOf(controller.state());
    assert.equal(stopped.status, 'stopped');
    assert.equal(stopped.resumable, true);
    assert.equal(stopped.progress.done, 3);
    isHeld = false;
    provider.asked.length = 0;
    await controller.handle({ room: 'trials', type: 'resume' });
    assert.equal(runOf(controller.state()).progress.done, 12);
    assert.equal(
      provider.asked.some((slot) => slot < 3),
      false,
    );
    controller.dispose();
  });

  it('offers the last run after a reload, and its replies can be read', async () => {
    const history = createMemoryHistory();
    const before = panelWith({ provider: scriptedProvider(mostlyEleven), prompts: [prompt], history });
    await before.controller.open(prompt);
    await before.controller.handle({ room: 'setup', type: 'hole', name: 'first', value: '9' });
    await before.controller.handle({ room: 'trials', type: 'run' });
    const done = runOf(before.controller.state());
    before.controller.dispose();
    const after = panelWith({ provider: scriptedProvider(() => 'never asked'), prompts: [prompt], history });
    await after.controller.handle({ room: 'page', type: 'ready' });
    const restored = runOf(after.controller.state());
    assert.equal(restored.id, done.id);
    assert.deepEqual(restored.verdict, done.verdict);
    const key = { run: restored.id, variant: 'present', case: restored.case, slot: 0 };
    assert.equal(after.controller.reply(key)?.text, '11');
    after.controller.dispose();
  });

  it('shows the latest run of the prompt that is chosen, and says where it is of another', async () => {
    const other = panelPrompt(question('Is {{first}} even?', 'even.prompt.txt'));
    const history = createMemoryHistory();
    const { controller } = panelWith({
      provider: scriptedProvider(mostlyEleven),
      prompts: [prompt, other],
      history,
    });
    const shown = () => controller.state().run?.id;
    const until = async (run: string | undefined) => {
      while (shown() !== run) await new Promise((resolve) => setTimeout(resolve, 2));
    };
    await controller.open(prompt);
    await controller.handle({ room: 'setup', type: 'hole', name: 'first', value: '9' });
    await controller.handle({ room: 'trials', type: 'run' });
    const run = shown();
    await controller.open(other);
    await until(undefined);
    await controller.open(prompt);
    await until(run);
    await controller.open(other);
    await until(undefined);
    await controller.showRun(run ?? '');
    assert.equal(controller.state().setup.prompt, prompt.id);
    const running = controller.handle({ room: 'trials', type: 'run' });
    await controller.open(other);
    await running;
    assert(
      runOf(controller.state()).notes.includes('This is a run of another prompt than the one chosen above.'),
    );
    controller.dispose();
  });

  it('shows two variants side by side on every case, with what changed and what is right', async () => {
    const cases = {
      name: 'larger.cases.jsonl',
      cases: [
        { id: 'nine', inputs: { first: '9' }, expected: '11' },
        { id: 'twenty', inputs: { first: '20' }, expected: '20' },
      ],
      problems: [],
    };
    const answers = (text: string) => (text.includes('20') && text.includes('Think') ? '20' : '11');
    const rewritten = question('Think. Which is larger, {{first}} or 11?');
    const provider = scriptedProvider((_, text) => answers(text));
    const { controller } = panelWith({ provider, prompts: [prompt], cases });
    await controller.open(panelPrompt(question()), {
      id: 'think',
      title: 'Think',
      prompt: rewritten,
      earlier: false,
      usedCaseIds: [],
    });
    await controller.handle({ room: 'trials', type: 'run' });
    const run = runOf(controller.state());
    const row = run.overview?.rows.find(({ case: id }) => id === 'twenty');
    assert.deepEqual(run.overview?.columns, ['Present text', 'Think']);
    assert.deepEqual(
      run.overview?.rows.map(({ cells }) => cells[1]?.flip),
      [undefined, 'fixed'],
    );
    assert.deepEqual(row?.cells, [
      { answer: '11', share: '100 %', asExpected: false },
      { answer: '20', share: '100 %', asExpected: true, flip: 'fixed' },
    ]);
    assert.match(
      run.verdict.join(' '),
      /changed in 1 of 2 cases\. Accuracy: 50 % with Present text, 100 % with Think\./,
    );
    controller.dispose();
  });

  for (const locale of ['en', 'zh-cn'] as const)
    it(`calls no text present that the file holds no more, in a run of ${locale}`, async () => {
      const rewritten = question('Think. Which is larger, {{first}} or 11?');
      const known = [prompt];
      const world = {
        provider: scriptedProvider(mostlyEleven),
        prompts: known,
        history: createMemoryHistory(),
      };
      const ran = panelWith({ ...world, locale });
      const beside = { id: 'think', title: 'Think', prompt: rewritten, earlier: false, usedCaseIds: [] };
      await ran.controller.open(prompt, beside);
      await ran.controller.handle({ room: 'setup', type: 'hole', name: 'first', value: '9' });
      await ran.controller.handle({ room: 'trials', type: 'run' });
      const { controller } = panelWith(world);
      await controller.handle({ room: 'page', type: 'ready' });
      const titles = () => runOf(controller.state()).variants.map(({ title }) => title);
      const present = titles()[0];
      known.splice(0, 1, panelPrompt(rewritten));
      assert.deepEqual(titles(), ['Text before', 'Think']);
      known.splice(0, 1, prompt);
      assert.equal(titles()[0], present);
      ran.controller.dispose();
      controller.dispose();
    });

  it('follows a run of another window, and offers no second one of it', async () => {
    const history = createMemoryHistory();
    const held = scriptedProvider((slot) => (slot < 2 ? mostlyEleven(slot) : 'hold'));
    const here = panelWith({ provider: held, prompts: [prompt], history });
    await here.controller.open(prompt);
    await here.controller.handle({ room: 'setup', type: 'hole', name: 'first', value: '9' });
    const running = here.controller.handle({ room: 'trials', type: 'run' });
    while ((here.controller.state().run?.progress.done ?? 0) < 2)
      await new Promise((resolve) => setTimeout(resolve, 2));
    const there = panelWith({ provider: scriptedProvider(mostlyEleven), prompts: [prompt], history });
    await there.controller.handle({ room: 'page', type: 'ready' });
    const seen = runOf(there.controller.state());
    assert.equal(seen.status, 'elsewhere');
    assert.equal(seen.resumable, false);
    assert.equal(seen.progress.done, 2);
    await here.controller.handle({ room: 'trials', type: 'stop' });
    await running;
    while (there.controller.state().run?.status === 'elsewhere')
      await new Promise((resolve) => setTimeout(resolve, 2));
    assert.equal(runOf(there.controller.state()).status, 'stopped');
    assert.equal(runOf(there.controller.state()).resumable, true);
    here.controller.dispose();
    there.controller.dispose();
  });

  it('offers to resume a run that was cut off', async () => {
    const history = createMemoryHistory();
    const held = scriptedProvider((slot) => (slot < 2 ? mostlyEleven(slot) : 'hold'));
    // A process that was killed holds its run no longer.
    const killed = { ...history, hold: async () => true };
    const before = panelWith({ provider: held, prompts: [prompt], history: killed });
    await before.controller.open(prompt);
    await before.controller.handle({ room: 'setup', type: 'hole', name: 'first', value: '9' });
    const cut = before.controller.handle({ room: 'trials', type: 'run' });
    while ((before.controller.state().run?.progress.done ?? 0) < 2)
      await new Promise((resolve) => setTimeout(resolve, 2));
    const after = panelWith({ provider: scriptedProvider(mostlyEleven), prompts: [prompt], history });
    await after.controller.handle({ room: 'page', type: 'ready' });
    const restored = runOf(after.controller.state());
    assert.equal(restored.status, 'interrupted');
    assert.equal(restored.resumable, true);
    assert.equal(restored.progress.done, 2);
    await after.controller.handle({ room: 'trials', type: 'resume' });
    assert.equal(runOf(after.controller.state()).status, 'finished');
    before.controller.dispose();
    await cut;
    after.controller.dispose();
  });

  it('reads the stored replies with another extractor without a call', async () => {
    const provider = scriptedProvider((slot) => (slot % 2 === 0 ? 'It is 11.' : 'The answer: 11'));
    const { controller } = panelWith({ provider, prompts: [prompt] });
    await controller.open(prompt);
    await controller.handle({ room: 'setup', type: 'hole', name: 'first', value: '9' });
    await controller.handle({ room: 'trials', type: 'run' });
    const calls = provider.asked.length;
    await controller.handle({ room: 'trials', type: 'extractor', id: 'whole-text' });
    assert.equal(runOf(controller.state()).variants[0]?.answers.length, 2);
    await controller.handle({ room: 'trials', type: 'extractor', id: 'number' });
    const run = runOf(controller.state());
    assert.equal(run.variants[0]?.majority, '11');
    const reply = controller.reply({ run: run.id, variant: 'present', case: run.case, slot: 0 });
    assert.deepEqual(reply?.answer, { start: 6, end: 8 });
    assert.equal(provider.asked.length, calls);
    controller.dispose();
  });

  it('compares an original with its rewrite and speaks of stability', async () => {
    const original = question('Which is larger, 9 or 11?');
    const rewritten = question('Which is larger, 9 or 11? Think first.');
    const provider = scriptedProvider((slot, text) =>
      text.includes('Think') ? '11' : slot % 2 === 0 ? '9' : '11',
    );
    const { controller } = panelWith({ provider, prompts: [panelPrompt(original)] });
    const beside = {
      id: 'steps',
      title: 'Step by step',
      prompt: rewritten,
      earlier: false,
      usedCaseIds: [],
    };
    await controller.open(panelPrompt(original), beside);
    await controller.handle({ room: 'trials', type: 'run' });
    const run = runOf(controller.state());
    assert.deepEqual(
      run.variants.map(({ title }) => title),
      ['Present text', 'Step by step'],
    );
    assert.match(run.verdict.join(' '), /stab/);
    assert.doesNotMatch(run.verdict.join(' '), /correct|better|right/);
    controller.dispose();
  });

  it('uses the cases file beside the prompt, shows its problems, and accuracy where answers are known', async () => {
    const cases = {
      name: 'larger.cases.jsonl',
      cases: [
        { id: 'a', inputs: { first: '9' }, expected: '11' },
        { id: 'b', inputs: { first: '12' }, expected: '12' },
      ],
      problems: [caseProblem('not-an-object', 3, { example: '{}' })],
    };
    const { controller } = panelWith({ provider: scriptedProvider(() => '11'), prompts: [prompt], cases });
    await controller.open(prompt);
    const { setup } = controller.state();
    assert.equal(setup.cases?.on, true);
    assert.match(setup.cases?.problems[0] ?? '', /^Line 3 is not a JSON object/);
    await controller.handle({ room: 'trials', type: 'run' });
    await controller.handle({ room: 'trials', type: 'case', id: 'b' });
    const run = runOf(controller.state());
    const figures = run.variants[0]?.figures ?? [];
    assert.match(figures.find(({ label }) => label === 'Accuracy')?.value ?? '', /^50 %/);
    assert.equal(figures.find(({ label }) => label === 'Expected')?.value, '12: the majority differs');
    controller.dispose();
  });

  it('asks for a task where the prompt is an instruction file', async () => {
    const { promptFromText } = await import('../../../src/prompt/fromText.ts');
    const text = 'Answer in one word.';
    const agents = panelPrompt(
      promptFromText([{ role: 'system', text }], { path: 'AGENTS.md', kind: 'instructions' }),
    );
    const seen: string[] = [];
    const provider = scriptedProvider((_, sent) => {
      seen.push(sent);
      return 'ok';
    });
    const { controller } = panelWith({ provider, prompts: [agents] });
    await controller.open(agents);
    assert.equal(controller.state().setup.needsTask, true);
    assert.match(controller.state().setup.blocked ?? '', /task/);
    await controller.handle({ room: 'setup', type: 'field', field: 'task', value: 'Say hello.' });
    await controller.handle({ room: 'trials', type: 'run' });
    assert.equal(seen[0], `${text}\nSay hello.`);
    controller.dispose();
  });

  it('gives each failure its sentence', async () => {
    const { controller } = panelWith({ provider: scriptedProvider(() => unauthorized), prompts: [prompt] });
    await controller.open(prompt);
    await controller.handle({ room: 'setup', type: 'hole', name: 'first', value: '9' });
    await controller.handle({ room: 'trials', type: 'run' });
    const { notes } = runOf(controller.state());
    assert(notes.some((note) => note.includes('The key was refused: enter a valid one.')));
    controller.dispose();
  });

  it('narrows the samples to one answer and back', async () => {
    const { controller } = panelWith({ provider: scriptedProvider(mostlyEleven), prompts: [prompt] });
    await controller.open(prompt);
    await controller.handle({ room: 'setup', type: 'hole', name: 'first', value: '9' });
    await controller.handle({ room: 'trials', type: 'run' });
    const all = runOf(controller.state()).variants[0];
    const nine = all?.answers.find(({ label }) => label === '9');
    assert(nine);
    await controller.handle({ room: 'trials', type: 'answer', variant: 'present', key: nine.key });
    assert.equal(runOf(controller.state()).variants[0]?.sampleCount, nine.count);
    await controller.handle({ room: 'trials', type: 'answer', variant: 'present' });
    assert.equal(runOf(controller.state()).variants[0]?.sampleCount, all?.sampleCount);
    controller.dispose();
  });

  it('keeps the state small however long the run and its replies are', async () => {
    const provider = scriptedProvider((slot) => `${slot} ${'word '.repeat(400)}`);
    const { controller } = panelWith({ provider, prompts: [prompt] });
    await controller.open(prompt);
    await controller.handle({ room: 'setup', type: 'hole', name: 'first', value: '9' });
    await controller.handle({ room: 'setup', type: 'field', field: 'samples', value: '80' });
    await controller.handle({ room: 'trials', type: 'run' });
    const state = controller.state();
    assert.equal(runOf(state).variants[0]?.sampleCount, 80);
    assert(JSON.stringify(state).length < 20_000);
    assert.deepEqual(structuredClone(state), state);
    controller.dispose();
  });

  it('speaks Chinese and names the demonstration model as such', async () => {
    const info = {
      ref: { provider: 'built-in', model: 'Tiny' },
      title: 'demonstration model',
      demonstration: true,
    };
    const models = [{ ...testModel, info, billing: 'none' as const }];
    const { controller } = panelWith({
      provider: scriptedProvider(mostlyEleven),
      prompts: [prompt],
      models,
      locale: 'zh-cn',
    });
    await controller.open(prompt);
    const { setup } = controller.state();
    assert.equal(setup.models[0]?.label, 'Tiny（演示模型）');
    controller.dispose();
  });
});
