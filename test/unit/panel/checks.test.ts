import { strict as assert } from 'node:assert';
import type { CasesFile } from '../../../src/panel/ports.ts';
import { typedCheck } from '../../../src/panel/setup/checks.ts';
import type { TextVariant } from '../../../src/panel/setup/variants.ts';
import { panelPrompt, panelWith, question, scriptedProvider } from './support.ts';

const prompt = panelPrompt(question('Apologise to {{name}} for a late parcel.', 'sorry.prompt.txt'));

/** Every reply another text; every third one forgets the apology. */
const letters = (slot: number) =>
  slot % 3 === 2 ? `Parcel ${slot} is late.` : `Dear customer, we are sorry for parcel number ${slot}.`;

async function opened(world: Partial<Parameters<typeof panelWith>[0]> = {}) {
  const panel = panelWith({ provider: scriptedProvider(letters), prompts: [prompt], ...world });
  await panel.controller.open(prompt);
  await panel.controller.handle({ room: 'setup', type: 'hole', name: 'name', value: 'Ms Lee' });
  return panel;
}

/** The run once its replies have been judged: twelve where nothing is decided before. */
async function checkedRun({ controller }: Awaited<ReturnType<typeof opened>>, replies = 12) {
  for (let tries = 0; tries < 500; tries++) {
    const { run } = controller.state();
    if (run?.variants[0]?.figures.some(({ value }) => value.includes(`of ${replies} pass`))) return run;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error('no check was shown');
}

describe('checks in the panel', () => {
  it('show pass rates and lengths where free text has no majority', async () => {
    const panel = await opened();
    const { controller } = panel;
    await controller.handle({ room: 'setup', type: 'addCheck', check: 'contains', text: 'sorry' });
    await controller.handle({
      room: 'setup',
      type: 'addCheck',
      check: 'length',
      text: '{"max": 20, "unit": "words"}',
    });
    assert.equal(controller.state().setup.checks.all.length, 2);
    await controller.handle({ room: 'trials', type: 'run' });
    const run = await checkedRun(panel);
    const figures = run.variants[0]?.figures ?? [];
    assert.match(
      run.verdict[0] ?? '',
      /^No majority: nearly every reply is different\. 8 of 12 replies pass/,
    );
    assert.match(run.verdict[0] ?? '', /Replies have \d+ to \d+ words\.$/);
    assert(figures.some(({ value }) => value.startsWith('8 of 12 pass, 67 %')));
    assert(figures.some(({ label }) => label === 'Words per reply'));
    assert(!figures.some(({ label }) => label === 'Agreement'));
    controller.dispose();
  });

  it('say which of them a reply does not pass, and why', async () => {
    const panel = await opened();
    const { controller } = panel;
    await controller.handle({ room: 'setup', type: 'addCheck', check: 'contains', text: 'sorry' });
    await controller.handle({ room: 'setup', type: 'addCheck', check: 'javascript', text: 'proces.env' });
    await controller.handle({ room: 'trials', type: 'run' });
    const { id, variants } = await checkedRun(panel);
    const [variant] = variants;
    assert(variant);
    assert.match(
      variant.figures.find(({ label }) => label.includes('proces'))?.value ?? '',
      /^0 of 12 pass.*; 12 fail: The expression failed \(ReferenceError/,
    );
    assert(variant.samples.every(({ checked }) => checked === 'failed'));
    const { checks = [] } = controller.reply({ run: id, variant: variant.id, case: '1', slot: 2 }) ?? {};
    assert.equal(checks.length, 2);
    assert.match(checks[0] ?? '', /contains "sorry".*lacks "sorry"/);
    controller.dispose();
  });

  for (const [check, text, parameter] of [
    ['length', '{"length": {"max": 50, "unit": "words"}}', { max: 50, unit: 'words' }],
    ['language', '{"language": "en"}', 'en'],
    ['javascript', '{"javascript": "reply.length < 200"}', 'reply.length < 200'],
    ['contains', '{"contains": "…"}', '…'],
    ['contains', '["a", "b"]', ['a', 'b']],
    ['contains', '[1]', '[1]'],
    ['regex', '[0]', '[0]'],
  ] as const)
    it(`take ${check} as it is told to be written: ${text}`, async () => {
      assert.deepEqual(await typedCheck(check, text), { check, parameter });
    });

  it('are told apart from the expected answer, which may be given by replies that do not pass', async () => {
    const cases: CasesFile = {
      name: 'sorry.cases.jsonl',
      cases: [
        {
          id: 'both',
          inputs: { name: 'cat' },
          expected: 'cat',
          checks: [{ check: 'contains', parameter: 'dog' }],
        },
        { id: 'expected', inputs: { name: 'cat' }, expected: 'dog' },
        { id: 'checks', inputs: { name: 'cat' }, checks: [{ check: 'contains', parameter: 'cat' }] },
      ],
      problems: [],
    };
    const panel = await opened({ provider: scriptedProvider(() => 'cat'), cases });
    await panel.controller.handle({ room: 'trials', type: 'run' });
    const { overview } = await checkedRun(panel, 4);
    assert.deepEqual(
      overview?.rows.map(({ case: id, cells: [cell] }) => [id, cell?.asExpected, cell?.passes]),
      [
        ['both', true, false],
        ['expected', false, undefined],
        ['checks', undefined, true],
      ],
    );
    panel.controller.dispose();
  });

  it('tell which cases became right beside another text, though no reply is like another', async () => {
    const animals = ['cat', 'dog'].map((name) => ({
      id: name,
      inputs: { name },
      checks: [{ check: 'contains', parameter: name }],
    }));
    const cases: CasesFile = { name: 'sorry.cases.jsonl', cases: animals, problems: [] };
    const head: TextVariant = {
      id: 'head',
      title: 'Committed',
      prompt: question('{{name}}?', 'sorry.prompt.txt'),
      earlier: true,
      usedCaseIds: [],
    };
    const provider = scriptedProvider((slot, text) =>
      text.startsWith('dog?') ? `dog ${slot}` : text.endsWith('?') ? `none ${slot}` : `${text} ${slot}`,
    );
    const panel = await opened({ provider, cases, variant: head });
    const { controller } = panel;
    await controller.handle({ room: 'setup', type: 'addVariant', source: 'head' });
    await controller.handle({ room: 'trials', type: 'run' });
    const { overview, verdict } = await checkedRun(panel);
    assert.deepEqual(
      overview?.rows.map(({ cells }) => cells.map(({ share, passes, flip }) => [share, passes, flip])),
      [
        [
          ['0 of 12 pass', false, undefined],
          ['12 of 12 pass', true, 'fixed'],
        ],
        [
          ['12 of 12 pass', true, undefined],
          ['12 of 12 pass', true, undefined],
        ],
      ],
    );
    assert.match(
      verdict.join(' '),
      /pass the checks: 50 % with Committed, 100 % with Present text\. Cases that became right: 1; that became wrong: 0\./,
    );
    controller.dispose();
  });

  it('are shown with an example in the language of the reader', async () => {
    for (const [locale, example] of [
      ['en', 'refund'],
      ['zh-cn', '退款'],
    ] as const) {
      const { controller } = await opened({ locale });
      const { kinds } = controller.state().setup.checks;
      assert.equal(kinds.find(({ id }) => id === 'contains')?.detail, example);
      controller.dispose();
    }
  });

  it('that cannot be used are not added, and the reason is shown', async () => {
    const { controller } = await opened();
    await controller.handle({ room: 'setup', type: 'addCheck', check: 'regex', text: '(' });
    const { checks } = controller.state().setup;
    assert.deepEqual(checks.all, []);
    assert.equal(checks.draft.text, '(');
    assert(checks.draft.problem);
    await controller.handle({ room: 'setup', type: 'addCheck', check: 'regex', text: '\\d+' });
    const draft = () => controller.state().setup.checks.draft;
    assert.deepEqual(draft(), { check: 'regex', text: '' });
    await controller.handle({ room: 'setup', type: 'typeCheck', check: 'regex', text: '\\d+' });
    assert.deepEqual(draft(), { check: 'regex', text: '\\d+' });
    await controller.handle({ room: 'setup', type: 'addCheck', check: 'regex', text: '\\d+' });
    assert.equal(controller.state().setup.checks.all.length, 1);
    assert.match(draft().problem ?? '', /there already/);
    await controller.handle({ room: 'setup', type: 'removeCheck', id: '0' });
    assert.deepEqual(controller.state().setup.checks.all, []);
    controller.dispose();
  });

  it('are remembered with the prompt', async () => {
    const before = await opened();
    await before.controller.handle({ room: 'setup', type: 'addCheck', check: 'contains', text: 'sorry' });
    await before.controller.handle({ room: 'trials', type: 'run' });
    before.controller.dispose();
    const { controller } = await opened({ history: before.history });
    assert.equal(controller.state().setup.checks.all.length, 1);
    controller.dispose();
  });
});
