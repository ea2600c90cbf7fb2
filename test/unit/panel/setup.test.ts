import { strict as assert } from 'node:assert';
import type { OfferedModel } from '../../../src/panel/ports.ts';
import { panelPrompt, panelWith, question, scriptedProvider, testModel } from './support.ts';

const prompt = panelPrompt(question());
const other = panelPrompt(question('Name a river of {{country}}.', 'river.prompt.txt'));

const dear: OfferedModel = {
  info: {
    ref: { provider: 'openai', model: 'dear', origin: 'http://127.0.0.1:1' },
    title: 'Dear model',
    price: { prompt: 2, completion: 8, asOf: '2025-08' },
  },
  concurrency: 4,
  billing: 'tokens',
};

describe('the form', () => {
  it('remembers model, settings and values of each prompt, also in another window', async () => {
    const world = {
      provider: scriptedProvider(() => '11'),
      prompts: [prompt, other],
      models: [testModel, dear],
    };
    const before = panelWith(world);
    await before.controller.open(prompt);
    const dearId = before.controller.state().setup.models.find(({ label }) => label === 'Dear model')?.id;
    assert(dearId);
    await before.controller.handle({ room: 'setup', type: 'chooseModel', id: dearId });
    await before.controller.handle({ room: 'setup', type: 'field', field: 'temperature', value: '0.2' });
    await before.controller.handle({ room: 'setup', type: 'hole', name: 'first', value: '7' });
    await before.controller.handle({ room: 'trials', type: 'run' });
    before.controller.dispose();

    const { controller } = panelWith({ ...world, history: before.history });
    await controller.open(other);
    assert.notEqual(controller.state().setup.model, dearId);
    assert.equal(controller.state().setup.fields.temperature, '');
    await controller.open(prompt);
    const { setup } = controller.state();
    assert.equal(setup.model, dearId);
    assert.equal(setup.fields.temperature, '0.2');
    assert.equal(setup.holes[0]?.value, '7');
    controller.dispose();
  });

  const declaring = (temperature: number | undefined) => ({
    ...prompt,
    prompt: { ...prompt.prompt, settings: temperature === undefined ? {} : { temperature } },
  });
  for (const [said, now, expected] of [
    [0.9, 0.9, '0.2'],
    [0.9, 0.5, '0.5'],
    [undefined, 0.5, '0.5'],
    [0.9, undefined, ''],
  ] as const)
    it(`has the temperature used last where the file said ${said} and says ${now}: ${expected}`, async () => {
      const world = { provider: scriptedProvider(() => '11') };
      const before = panelWith({ ...world, prompts: [declaring(said)] });
      await before.controller.open(declaring(said));
      assert.equal(before.controller.state().setup.fields.temperature, String(said ?? ''));
      await before.controller.handle({ room: 'setup', type: 'field', field: 'temperature', value: '0.2' });
      await before.controller.handle({ room: 'setup', type: 'hole', name: 'first', value: '7' });
      await before.controller.handle({ room: 'trials', type: 'run' });
      const after = panelWith({ ...world, prompts: [declaring(now)], history: before.history });
      await after.controller.open(declaring(now));
      assert.equal(after.controller.state().setup.fields.temperature, expected);
      // The same without a reload.
      await before.controller.open(other);
      await before.controller.open(declaring(now));
      assert.equal(before.controller.state().setup.fields.temperature, expected);
      before.controller.dispose();
      after.controller.dispose();
    });

  it('is kept per prompt as it was left, run or not', async () => {
    const { controller } = panelWith({
      provider: scriptedProvider(() => '11'),
      prompts: [prompt, other],
      models: [testModel, dear],
      casesText: '{"first": "1"}\n',
    });
    await controller.open(prompt);
    const { models } = controller.state().setup;
    await controller.handle({ room: 'setup', type: 'field', field: 'samples', value: '7' });
    await controller.handle({ room: 'setup', type: 'hole', name: 'first', value: '42' });
    await controller.handle({ room: 'setup', type: 'addCheck', check: 'contains', text: 'Hello' });
    await controller.handle({ room: 'setup', type: 'useCases', on: false });
    await controller.handle({ room: 'setup', type: 'addModel', id: models[1]?.id ?? '' });
    await controller.handle({ room: 'setup', type: 'addCheck', check: 'regex', text: '(' });
    await controller.open(other);
    const { checks, fields, moreModels } = controller.state().setup;
    assert.deepEqual([checks.all, checks.draft.text, fields.samples, moreModels], [[], '', '12', []]);
    await controller.open(prompt);
    const { setup } = controller.state();
    assert.equal(setup.fields.samples, '7');
    assert.equal(setup.holes[0]?.value, '42');
    assert.equal(setup.checks.all.length, 1);
    assert.equal(setup.cases?.on, false);
    assert.equal(setup.moreModels.length, 1);
    controller.dispose();
  });

  it('remembers samples, checks and models beside though the prompt was run once since', async () => {
    const world = {
      provider: scriptedProvider(() => '11'),
      prompts: [prompt],
      models: [testModel, dear],
    };
    const before = panelWith(world);
    const { controller } = before;
    await controller.open(prompt);
    const { models } = controller.state().setup;
    await controller.handle({ room: 'setup', type: 'field', field: 'samples', value: '7' });
    await controller.handle({ room: 'setup', type: 'hole', name: 'first', value: '7' });
    await controller.handle({ room: 'setup', type: 'addCheck', check: 'contains', text: '1' });
    await controller.handle({ room: 'setup', type: 'addModel', id: models[1]?.id ?? '' });
    await controller.handle({ room: 'trials', type: 'run' });
    await controller.handle({ room: 'setup', type: 'hole', name: 'first', value: '8' });
    await controller.handle({ room: 'once', type: 'run' });
    controller.dispose();
    const after = panelWith({ ...world, history: before.history });
    await after.controller.open(prompt);
    const { setup } = after.controller.state();
    assert.equal(setup.fields.samples, '7');
    assert.equal(setup.holes[0]?.value, '8');
    assert.equal(setup.checks.all.length, 1);
    assert.deepEqual(
      setup.moreModels.map(({ label }) => label),
      ['Dear model'],
    );
    after.controller.dispose();
  });

  it('begins with the model that promptquorum.yml names', async () => {
    const { controller } = panelWith({
      provider: scriptedProvider(() => '11'),
      prompts: [prompt],
      models: [testModel, dear],
      projectModels: ['dear'],
    });
    await controller.open(prompt);
    const { models, model } = controller.state().setup;
    assert.equal(models.find(({ id }) => id === model)?.label, 'Dear model');
    controller.dispose();
  });

  it('returns to the model that was chosen once it is offered again, and says what stands in meanwhile', async () => {
    let models: readonly OfferedModel[] = [testModel, dear];
    let hasChanged = false;
    const lookForModels = () => {
      const had = hasChanged;
      hasChanged = false;
      return had;
    };
    const provider = scriptedProvider(() => '11');
    const { controller } = panelWith({ provider, prompts: [prompt], models: () => models, lookForModels });
    await controller.open(prompt);
    const { setup } = controller.state();
    const id = setup.models.find(({ label }) => label === 'Dear model')?.id;
    assert(id);
    await controller.handle({ room: 'setup', type: 'chooseModel', id });
    models = [testModel];
    await controller.worldChanged();
    assert.notEqual(controller.state().setup.model, id);
    assert.match(controller.state().setup.missedModel ?? '', /^dear does not answer/);
    models = [testModel, dear];
    hasChanged = true;
    controller.inView(true);
    while (controller.state().setup.models.length < 2) await new Promise((resolve) => setTimeout(resolve, 2));
    assert.equal(controller.state().setup.model, id);
    assert.equal(controller.state().setup.missedModel, undefined);
    controller.dispose();
  });

  it('leaves a model that was added to one prompt out of the runs of another', async () => {
    const models = [testModel, dear];
    const { controller } = panelWith({ provider: scriptedProvider(() => '11'), prompts: [prompt], models });
    await controller.open(prompt);
    const [added] = controller.state().setup.otherModels;
    assert(added);
    await controller.handle({ room: 'setup', type: 'addModel', id: added.id });
    assert.deepEqual(controller.state().setup.moreModels, [added]);
    await controller.open(other);
    assert.deepEqual(controller.state().setup.moreModels, []);
    controller.dispose();
  });

  it('says what a thousand runs of this prompt would cost with each model, and what the length of replies stands on', async () => {
    const beside = { id: 'long', title: 'Long', prompt: question('Long. '.repeat(99)), usedCaseIds: [] };
    const { controller } = panelWith({
      provider: scriptedProvider(() => '11'),
      prompts: [prompt],
      models: [dear, testModel],
      variant: { ...beside, earlier: false },
    });
    const details = async () => {
      await new Promise((resolve) => setTimeout(resolve, 10));
      return controller.state().setup.models.map(({ detail }) => detail);
    };
    const type = (field: 'samples' | 'maxTokens' | 'temperature', value: string) =>
      controller.handle({ room: 'setup', type: 'field', field, value });
    await controller.open(prompt);
    await controller.handle({ room: 'setup', type: 'hole', name: 'first', value: '9' });
    // 25 characters count as 25 tokens here, 4 more for the message: 29 × 2 $ + 300 × 8 $ per million, a thousand times.
    assert.deepEqual(await details(), ['≈ $2.46 per 1,000 runs, reply length assumed', undefined]);
    await type('maxTokens', '100');
    assert.deepEqual(await details(), ['at most ≈ $0.86 per 1,000 runs', undefined]);
    assert.match(controller.state().setup.estimate.join(), /at most 1,200 out/);
    // Replies of this provider have 2 tokens.
    await controller.handle({ room: 'trials', type: 'run' });
    assert.deepEqual(await details(), ['≈ $0.074 per 1,000 runs', undefined]);
    assert.match(controller.state().setup.estimate.join(), /about 24 out, as in earlier runs/);
    await controller.handle({ room: 'setup', type: 'addVariant', source: 'prompt' });
    await type('samples', '');
    await type('temperature', 'hot');
    assert.deepEqual(await details(), ['≈ $0.074 per 1,000 runs', undefined]);
    controller.dispose();
  });
});
