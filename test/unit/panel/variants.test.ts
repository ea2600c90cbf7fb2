import { strict as assert } from 'node:assert';
import type { CasesFile, OfferedModel, PanelPrompt } from '../../../src/panel/ports.ts';
import { promptOfFile, type TextVariant } from '../../../src/panel/setup/variants.ts';
import { panelPrompt, panelWith, question, scriptedProvider, testModel } from './support.ts';

const prompt = panelPrompt(question('Which is larger, {{first}} or 11?'));
const thinking = question('Think. Which is larger, {{first}} or 11?');
const committed = question('Larger: {{first}} or 11?');

const head: TextVariant = {
  id: 'head',
  title: 'Committed',
  prompt: committed,
  earlier: true,
  usedCaseIds: [],
};
const rewrite: TextVariant = {
  id: 'steps',
  title: 'Steps',
  prompt: thinking,
  earlier: false,
  usedCaseIds: ['ten'],
};

const second: OfferedModel = {
  ...testModel,
  info: { ref: { ...testModel.info.ref, model: 'second' }, title: 'Second model' },
  concurrency: 2,
};

const cases: CasesFile = {
  name: 'larger.cases.jsonl',
  cases: [
    { id: 'nine', inputs: { first: '9' }, expected: '11' },
    { id: 'twenty', inputs: { first: '20' }, expected: '20' },
    { id: 'ten', inputs: { first: '10' }, expected: '11' },
  ],
  problems: [],
};

/** Right where it is told to think; the committed text is right on `nine` alone. */
const replies = (_: number, text: string) =>
  text.includes('20') ? (text.includes('Think') ? '20' : '11') : text.startsWith('Larger: 10') ? '10' : '11';

async function opened(world: Partial<Parameters<typeof panelWith>[0]> = {}) {
  const panel = panelWith({ provider: scriptedProvider(replies), prompts: [prompt], ...world });
  await panel.controller.open(prompt);
  await panel.controller.handle({ room: 'setup', type: 'hole', name: 'first', value: '9' });
  return panel;
}

describe('variants', () => {
  it('run every text with every model, what was before first', async () => {
    const { controller } = await opened({ models: [testModel, second], variant: head });
    await controller.handle({ room: 'setup', type: 'addVariant', source: 'head' });
    const [other] = controller.state().setup.otherModels;
    assert.equal(other?.label, 'Second model');
    await controller.handle({ room: 'setup', type: 'addModel', id: other?.id ?? '' });
    await controller.handle({ room: 'trials', type: 'run' });
    const { run } = controller.state();
    assert.deepEqual(
      run?.variants.map(({ title }) => title),
      [
        'Committed · Test model',
        'Committed · Second model',
        'Present text · Test model',
        'Present text · Second model',
      ],
    );
    assert.match(run?.detail ?? '', /Test model, Second model/);
    controller.dispose();
  });

  it('show which cases became right or wrong beside the first', async () => {
    const { controller } = await opened({ cases, variant: head });
    await controller.handle({ room: 'setup', type: 'addVariant', source: 'head' });
    await controller.open(prompt, { ...rewrite, usedCaseIds: [] });
    await controller.handle({ room: 'trials', type: 'run' });
    const { run } = controller.state();
    assert.deepEqual(run?.overview?.columns, ['Committed', 'Present text', 'Steps']);
    const flips = run?.overview?.rows.map(({ cells }) => cells.map(({ flip }) => flip ?? '-').join(' '));
    assert.deepEqual(flips, ['- - -', '- - fixed', '- fixed fixed']);
    assert.match(run?.verdict[1] ?? '', /Accuracy: 33 % with Committed, 100 % with Steps\./);
    assert.match(run?.verdict[1] ?? '', /became right: 2; that became wrong: 0/);
    controller.dispose();
  });

  it('are measured against the same model where several texts and models stand side by side', async () => {
    const provider = scriptedProvider((slot, text, model) =>
      model === 'second' ? '45' : replies(slot, text),
    );
    const { controller } = await opened({ cases, variant: head, models: [testModel, second], provider });
    await controller.handle({ room: 'setup', type: 'addVariant', source: 'head' });
    const [other] = controller.state().setup.otherModels;
    await controller.handle({ room: 'setup', type: 'addModel', id: other?.id ?? '' });
    await controller.handle({ room: 'trials', type: 'run' });
    const { run } = controller.state();
    const flips = run?.overview?.rows.map(({ cells }) => cells.map(({ flip }) => flip ?? '-').join(' '));
    assert.deepEqual(flips, ['- broken - -', '- changed - -', '- changed fixed -']);
    assert.deepEqual(
      run?.verdict.map((words) => /Mean .* with (.+?), .* with (.+?)\./.exec(words)?.slice(1)),
      [
        ['Committed · Test model', 'Committed · Second model'],
        ['Committed · Test model', 'Present text · Test model'],
        ['Committed · Second model', 'Present text · Second model'],
      ],
    );
    controller.dispose();
  });

  it('leave out the cases that a rewrite shows as examples, for all of them', async () => {
    const { controller } = await opened({ cases });
    await controller.open(prompt, rewrite);
    await controller.handle({ room: 'trials', type: 'run' });
    assert.deepEqual(
      controller.state().run?.cases.map(({ id }) => id),
      ['nine', 'twenty'],
    );
    controller.dispose();
  });

  it('ask for the value of a hole that the cases file does not give', async () => {
    const longer: TextVariant = { ...head, prompt: question('{{how}}, which is larger, {{first}} or 11?') };
    const { controller } = await opened({ cases, variant: longer });
    assert.deepEqual(controller.state().setup.asked, []);
    await controller.handle({ room: 'setup', type: 'addVariant', source: 'head' });
    assert.deepEqual(
      controller.state().setup.asked.map(({ name }) => name),
      ['how'],
    );
    assert.equal(controller.state().setup.blocked, 'Fill in how.');
    await controller.handle({ room: 'trials', type: 'run' });
    assert.equal(controller.state().run, undefined);
    await controller.handle({ room: 'setup', type: 'hole', name: 'how', value: 'Quickly' });
    await controller.handle({ room: 'trials', type: 'run' });
    assert.equal(controller.state().run?.status, 'finished');
    controller.dispose();
  });

  it('may have columns of the cases file to themselves', async () => {
    const longer: TextVariant = { ...head, prompt: question('{{how}}, which is larger, {{first}} or 11?') };
    const casesText = '{"first": "9", "how": "Quickly"}\n';
    const { controller } = await opened({ casesText, variant: longer });
    assert.equal(controller.state().setup.cases?.problems.length, 1);
    await controller.handle({ room: 'setup', type: 'addVariant', source: 'head' });
    const { cases: shown, blocked } = controller.state().setup;
    assert.deepEqual([shown?.problems, blocked], [[], undefined]);
    controller.dispose();
  });

  it('can be left out and removed', async () => {
    const { controller } = await opened({ models: [testModel, second] });
    await controller.open(prompt, rewrite);
    await controller.handle({ room: 'setup', type: 'useVariant', id: 'steps', on: false });
    assert.deepEqual(controller.state().setup.alternatives, [{ id: 'steps', label: 'Steps', on: false }]);
    await controller.handle({ room: 'trials', type: 'run' });
    assert.equal(controller.state().run?.variants.length, 1);
    await controller.handle({ room: 'setup', type: 'removeVariant', id: 'steps' });
    assert.deepEqual(controller.state().setup.alternatives, []);
    const id = controller.state().setup.otherModels[0]?.id ?? '';
    await controller.handle({ room: 'setup', type: 'addModel', id });
    await controller.handle({ room: 'setup', type: 'removeModel', id });
    assert.deepEqual(controller.state().setup.moreModels, []);
    controller.dispose();
  });

  it('are written into the file by one click, and what was there before can be brought back', async () => {
    const known: PanelPrompt[] = [prompt];
    const { controller, acted } = await opened({ prompts: known });
    await controller.open(prompt, { ...rewrite, usedCaseIds: [] });
    await controller.handle({ room: 'trials', type: 'run' });
    assert.deepEqual(
      controller.state().run?.variants.map(({ file }) => file),
      ['present', 'keepable'],
    );
    await controller.handle({ room: 'trials', type: 'keep', id: 'steps' });
    assert.deepEqual(JSON.parse(acted[0]?.slice('write '.length) ?? ''), [
      { place: { turn: 0, span: { start: 0, end: 0 } }, newText: 'Think. ' },
    ]);
    known[0] = { ...panelPrompt(thinking), id: prompt.id };
    controller.promptsChanged();
    assert.deepEqual(
      controller.state().run?.variants.map(({ file }) => file),
      ['keepable', 'present'],
    );
    assert.deepEqual(
      controller.state().setup.alternatives.map(({ label }) => label),
      ['Text before'],
    );
    await controller.handle({ room: 'trials', type: 'keep', id: 'present' });
    assert.equal(acted.length, 2);
    controller.dispose();
  });

  it('keep their names when they are written one after the other', async () => {
    const known: PanelPrompt[] = [prompt];
    const { controller } = await opened({ prompts: known, variant: head });
    await controller.handle({ room: 'setup', type: 'addVariant', source: 'head' });
    await controller.open(prompt, { ...rewrite, usedCaseIds: [] });
    await controller.handle({ room: 'trials', type: 'run' });
    const offered = () => controller.state().setup.alternatives.map(({ label }) => label);
    const keep = async (id: string, text: typeof committed) => {
      await controller.handle({ room: 'trials', type: 'keep', id });
      known[0] = { ...panelPrompt(text), id: prompt.id };
      controller.promptsChanged();
      return offered();
    };
    assert.deepEqual(await keep('head', committed), ['Steps', 'Text before']);
    assert.deepEqual(await keep('steps', thinking), ['Committed', 'Text before']);
    assert.deepEqual(await keep('present', prompt.prompt), ['Committed', 'Steps']);
    controller.dispose();
  });

  it('written from an earlier run leave the text that they replace at hand', async () => {
    const known: PanelPrompt[] = [prompt];
    const before = await opened({ prompts: known });
    await before.controller.handle({ room: 'trials', type: 'run' });
    before.controller.dispose();
    const edited = { ...panelPrompt(thinking), id: prompt.id };
    known[0] = edited;
    const { controller } = panelWith({
      provider: scriptedProvider(replies),
      prompts: known,
      history: before.history,
    });
    await controller.handle({ room: 'page', type: 'ready' });
    await controller.handle({ room: 'trials', type: 'keep', id: 'present' });
    known[0] = prompt;
    controller.promptsChanged();
    const { alternatives } = controller.state().setup;
    assert.deepEqual(alternatives, [
      { id: `before ${thinking.contentHash}`, label: 'Text before', on: true },
    ]);
    controller.dispose();
  });

  it('show the cases that flipped first where there are more than fit', async () => {
    const many: CasesFile = {
      ...cases,
      cases: Array.from({ length: 203 }, (_, index) => ({
        id: `c${index}`,
        inputs: { first: index === 202 ? '20' : '9' },
        expected: index === 202 ? '20' : '11',
      })),
    };
    const { controller } = await opened({ cases: many });
    await controller.open(prompt, { ...rewrite, usedCaseIds: [] });
    await controller.handle({ room: 'setup', type: 'field', field: 'samples', value: '1' });
    await controller.handle({ room: 'trials', type: 'run' });
    const { overview, cases: chooser } = controller.state().run ?? {};
    assert.deepEqual(
      [overview?.rows[0]?.case, overview?.rows.length, chooser?.[0]?.id],
      ['c202', 200, 'c202'],
    );
    assert.match(overview?.cut ?? '', /^200 of 203 cases are shown, those that changed first/);
    controller.dispose();
  });

  it('can be written though the file was renamed outside of the editor since they ran', async () => {
    const known: PanelPrompt[] = [prompt];
    const { controller, acted } = await opened({ prompts: known, models: [testModel, second] });
    const { models } = controller.state().setup;
    await controller.handle({ room: 'setup', type: 'chooseModel', id: models[1]?.id ?? '' });
    await controller.open(prompt, { ...rewrite, usedCaseIds: [] });
    await controller.handle({ room: 'trials', type: 'run' });
    const moved = panelPrompt(question('Which is larger, {{first}} or 11?', 'renamed.prompt.txt'));
    known[0] = moved;
    await controller.handle({ room: 'setup', type: 'chooseModel', id: models[0]?.id ?? '' });
    await controller.open(moved);
    await new Promise((resolve) => setTimeout(resolve, 1));
    const { setup, run } = controller.state();
    assert.equal(setup.model, models[1]?.id);
    assert.deepEqual(
      run?.variants.map(({ file }) => file),
      ['present', 'keepable'],
    );
    await controller.handle({ room: 'trials', type: 'keep', id: 'steps' });
    assert.equal(acted.length, 1);
    controller.dispose();
  });

  it('may be any text file, which has the holes it names', async () => {
    const text = promptOfFile('Larger: {{first}}\r\nor 11?\r\n', 'plain.txt', prompt.prompt);
    const [message] = text.messages;
    assert.equal(message?.role, prompt.prompt.messages[0]?.role);
    assert.equal(message?.text, 'Larger: {{first}}\nor 11?');
    assert.deepEqual(
      message?.holes.map(({ name }) => name),
      ['first'],
    );
  });
});
