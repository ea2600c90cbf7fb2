import { strict as assert } from 'node:assert';
import type { CasesView } from '../../../src/panel/cases/protocol.ts';
import type { FromPage, PanelState } from '../../../src/panel/protocol.ts';
import type { Prompt } from '../../../src/prompt/types.ts';
import { panelPrompt, panelWith, question, scriptedProvider, testModel } from './support.ts';

function casesOf({ cases }: PanelState): CasesView {
  assert(cases, 'the room is not in front');
  return cases;
}

const prompt = panelPrompt(question());
const rows = (text: string | undefined) =>
  (text ?? '')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
const two =
  '{"id": "nine", "first": "9"}\n{"id": "ten", "first": "10", "expected": "11", "proposed": true}\n';

type InCases = Extract<FromPage, { room: 'cases' }>;
type Message = InCases extends infer Each ? (Each extends InCases ? Omit<Each, 'room'> : never) : never;

async function opened(world: Partial<Parameters<typeof panelWith>[0]> = {}) {
  const panel = panelWith({ provider: scriptedProvider(() => 'It is 11.'), prompts: [prompt], ...world });
  const { controller } = panel;
  await controller.open(prompt);
  controller.show('cases');
  const handle = (message: Message) => controller.handle({ room: 'cases', ...message } as InCases);
  return { ...panel, handle, cases: () => casesOf(controller.state()) };
}

describe('the room of cases', () => {
  it('says which file would be made, and makes it with the first row', async () => {
    const { controller, handle, cases, casesText } = await opened();
    assert.equal(cases().exists, false);
    assert.match(cases().summary, /larger\.cases\.jsonl is made with the first case\.$/);
    assert.deepEqual(cases().draft, {
      inputs: [{ name: 'first', value: '' }],
      expected: '',
      complete: false,
    });
    await handle({ type: 'draftInput', name: 'first', text: '12' });
    await handle({ type: 'draftExpected', text: '12' });
    await handle({ type: 'add' });
    assert.deepEqual(rows(casesText()), [{ id: '1', first: '12', expected: '12' }]);
    assert.equal(controller.state().done, 'Case 1 was added to larger.cases.jsonl.');
    assert.equal(cases().rows[0]?.summary, '12');
    assert.equal(cases().draft.complete, false);
    controller.dispose();
  });

  it('changes and deletes rows', async () => {
    const { controller, handle, cases, casesText } = await opened({ casesText: two });
    await handle({ type: 'expected', id: 'nine', text: ' 11 ' });
    assert.equal(controller.state().done, 'Case nine of larger.cases.jsonl now expects 11.');
    controller.summon('history');
    assert.equal(controller.state().done, undefined);
    controller.summon('cases');
    await handle({ type: 'addCheck', id: 'nine', check: 'contains', text: '11' });
    assert.equal(cases().rows[0]?.checks.length, 1);
    assert.equal(cases().rows[0]?.typedCheck.text, '');
    assert.deepEqual(rows(casesText())[0]?.checks, [{ contains: '11' }]);
    await handle({ type: 'addCheck', id: 'nine', check: 'regex', text: '(' });
    assert(cases().rows[0]?.typedCheck.problem);
    await handle({ type: 'addCheck', id: 'nine', check: 'contains', text: '11' });
    assert.match(cases().rows[0]?.typedCheck.problem ?? '', /there already/);
    assert.equal(cases().rows[0]?.checks.length, 1);
    await handle({ type: 'removeCheck', id: 'nine', index: 0 });
    assert.deepEqual(cases().rows[0]?.checks, []);
    await handle({ type: 'expected', id: 'nine', text: '' });
    assert.equal(cases().rows[0]?.expected, '');
    await handle({ type: 'delete', id: 'nine' });
    assert.deepEqual(
      cases().rows.map(({ id }) => id),
      ['ten'],
    );
    controller.dispose();
  });

  it('keeps proposed rows out of runs until they are accepted', async () => {
    const { controller, handle, cases, casesText } = await opened({ casesText: two });
    assert.equal(cases().proposed, 1);
    assert.match(controller.state().setup.cases?.label ?? '', /\(1 row\)/);
    await handle({ type: 'accept', id: 'ten' });
    assert.equal(cases().proposed, 0);
    assert.match(controller.state().setup.cases?.label ?? '', /\(2 rows\)/);
    assert(!casesText()?.includes('proposed'));
    controller.dispose();
  });

  it('accepts or rejects all proposed rows at once, whether or not they have ids', async () => {
    const text = '{"first": "1", "proposed": true}\n{"first": "2"}\n{"first": "3", "proposed": true}\n';
    const rejecting = await opened({ casesText: text });
    await rejecting.handle({ type: 'rejectAll' });
    assert.deepEqual(rows(rejecting.casesText()), [{ first: '2' }]);
    rejecting.controller.dispose();
    const accepting = await opened({ casesText: text });
    await accepting.handle({ type: 'acceptAll' });
    assert.deepEqual(rows(accepting.casesText()), [{ first: '1' }, { first: '2' }, { first: '3' }]);
    assert.match(accepting.controller.state().done ?? '', /^2 proposed cases/);
    accepting.controller.dispose();
  });

  it('has checks of all its cases in the plan of a run, once', async () => {
    const checks = [{ check: 'contains', parameter: '11' }];
    const cases = {
      name: 'larger.cases.yaml',
      cases: [{ id: 'a', inputs: { first: '9' } }],
      problems: [],
      checks,
    };
    const { controller, history } = await opened({ cases });
    await controller.handle({ room: 'trials', type: 'run' });
    const [run] = await history.runs({});
    assert.deepEqual(run?.plan.checks, checks);
    controller.dispose();
    const again = await opened({ cases, history });
    assert.deepEqual(again.controller.state().setup.checks.all, []);
    again.controller.dispose();
  });

  it('shows a page at a time, and problems with their lines', async () => {
    const text = `no row\n${Array.from({ length: 45 }, (_, index) => `{"first": "${index}"}\n`).join('')}`;
    const { controller, handle, cases, acted } = await opened({ casesText: text });
    assert.equal(cases().pages, 3);
    assert.deepEqual(
      cases().problems.map(({ line }) => line),
      [1],
    );
    await handle({ type: 'page', page: 2 });
    assert.equal(cases().rows.length, 5);
    await handle({ type: 'open', line: 1 });
    assert.deepEqual(acted, ['open cases 1']);
    controller.dispose();
  });

  it('previews pasted rows, tells what cannot be used, and adds the others', async () => {
    const { controller, handle, cases, casesText } = await opened({ casesText: two });
    await handle({ type: 'paste', text: 'first,expected,colour\n12,12,red\n"13' });
    assert.equal(cases().paste.count, 1);
    assert(cases().paste.problems.length >= 2);
    await handle({ type: 'paste', text: 'id,first,expected\nnine,12,12\nx,7,11\n' });
    const { summary, header } = cases().paste;
    assert.equal(
      summary,
      'The first row names the columns: id, first, expected. Cases that can be added: 2.',
    );
    assert.equal(header, true);
    await handle({ type: 'addPasted' });
    assert.equal(cases().paste.count, 0);
    assert.deepEqual(
      rows(casesText()).map(({ id, first }) => [id, first]),
      [
        ['nine', '9'],
        ['ten', '10'],
        ['3', '12'],
        ['x', '7'],
      ],
    );
    controller.dispose();
  });
});

describe('pasted rows without a known header', () => {
  it('are taken as the user says', async () => {
    const { controller, handle, cases, casesText } = await opened();
    await handle({ type: 'paste', text: 'number,answer\n12,12' });
    assert.match(cases().paste.summary, /first row is taken as a case; the columns are first, expected/);
    assert.equal(cases().paste.count, 2);
    await handle({ type: 'pasteHeader', on: true });
    assert.equal(cases().paste.count, 1);
    await handle({ type: 'paste', text: 'number,answer\n12,12\n7,11' });
    await handle({ type: 'addPasted' });
    assert.deepEqual(rows(casesText()), [
      { id: '1', first: '12', expected: '12' },
      { id: '2', first: '7', expected: '11' },
    ]);
    controller.dispose();
  });
});

describe('proposals of inputs', () => {
  const reply = JSON.stringify([{ first: '12' }, { first: '9' }, { first: '13' }]);

  it('are told with their size before, asked in one request, and marked in the file', async () => {
    const provider = scriptedProvider(() => reply);
    const { controller, handle, cases, casesText } = await opened({ provider, casesText: two });
    await new Promise((resolve) => setTimeout(resolve, 5));
    assert.match(cases().proposal.size.join(' '), /^About \d+ tokens in, perhaps \d+ out/);
    await handle({ type: 'propose' });
    assert.equal(provider.asked.length, 1);
    assert.deepEqual(
      rows(casesText())
        .slice(2)
        .map(({ first, proposed }) => [first, proposed]),
      [
        ['12', true],
        ['13', true],
      ],
    );
    assert.equal(cases().proposed, 3);
    assert.match(
      controller.state().done ?? '',
      /^2 proposed cases were added to larger\.cases\.jsonl: .* Left out because they were there already: 1\.$/,
    );
    controller.dispose();
  });

  it('are never asked of the demonstration model', async () => {
    const demonstration = { ...testModel, info: { ...testModel.info, demonstration: true } };
    const provider = scriptedProvider(() => reply);
    const { controller, handle, cases } = await opened({ provider, models: [demonstration] });
    assert.deepEqual(cases().proposal.models, []);
    assert.match(cases().proposal.blocked ?? '', /^The demonstration model is too small/);
    await handle({ type: 'propose' });
    assert.equal(provider.asked.length, 0);
    controller.dispose();
  });

  it('that cannot be used are said, and nothing is written', async () => {
    const provider = scriptedProvider(() => 'Sorry.');
    const { controller, handle, casesText } = await opened({ provider, casesText: two });
    await handle({ type: 'propose' });
    assert(controller.state().notice);
    assert.equal(casesText(), two);
    controller.dispose();
  });
});

describe('a reply kept as a case', () => {
  async function ran(world: Partial<Parameters<typeof panelWith>[0]> = {}, tried: Prompt = prompt.prompt) {
    const provider = scriptedProvider((slot) => (slot === 1 ? 'Perhaps.' : 'The larger number is **11**.'));
    const panel = panelWith({ provider, prompts: [panelPrompt(tried)], ...world });
    const { controller } = panel;
    await controller.open(panelPrompt(tried));
    await controller.handle({ room: 'setup', type: 'field', field: 'samples', value: '3' });
    await controller.handle({ room: 'setup', type: 'hole', name: 'first', value: '9' });
    await controller.handle({ room: 'trials', type: 'run' });
    const run = controller.state().run;
    const key = (slot: number) => ({
      run: run?.id ?? '',
      variant: run?.variants[0]?.id ?? '',
      case: run?.case ?? '',
      slot,
    });
    return { ...panel, key };
  }

  it('has the answer as it was read, and the inputs it was sampled with', async () => {
    const { controller, key, casesText } = await ran();
    await controller.handle({ room: 'trials', type: 'extractor', id: 'number' });
    await controller.handle({ room: 'setup', type: 'hole', name: 'first', value: '99' });
    await controller.handle({ room: 'trials', type: 'keepCase', key: key(0) });
    assert.deepEqual(rows(casesText()), [{ id: '1', first: '9', expected: '11' }]);
    assert.equal(controller.state().done, 'Kept as case 1 of larger.cases.jsonl: 11 is expected.');
    controller.dispose();
  });

  it('has the whole text where no answer was read, and the answer corrected by hand', async () => {
    const { controller, key, casesText } = await ran();
    await controller.handle({ room: 'trials', type: 'extractor', id: 'number' });
    await controller.handle({ room: 'trials', type: 'keepCase', key: key(1) });
    assert.equal(rows(casesText())[0]?.expected, 'Perhaps');
    await controller.handle({ room: 'trials', type: 'keepCase', key: key(1), answer: ' 11 ' });
    assert.deepEqual(rows(casesText()), [{ id: '1', first: '9', expected: '11' }]);
    assert.equal(controller.state().done, 'Case 1 of larger.cases.jsonl now expects 11.');
    controller.dispose();
  });

  it('sets the right answer of the row it came from', async () => {
    const text = '{"id": "nine", "first": "9"}\n{"id": "ten", "first": "10"}\n';
    const { controller, key, casesText } = await ran({ casesText: text });
    await controller.handle({ room: 'trials', type: 'extractor', id: 'number' });
    const shown = controller.state().run?.case;
    await controller.handle({ room: 'trials', type: 'keepCase', key: key(0) });
    assert.equal(shown, 'nine');
    assert.equal(casesText(), text.replace('"9"}', '"9", "expected": "11"}'));
    await controller.handle({ room: 'trials', type: 'keepCase', key: key(0) });
    assert.equal(controller.state().done, 'Case nine of larger.cases.jsonl expects 11 already.');
    controller.dispose();
  });

  it('of Run once does the same', async () => {
    const { controller, casesText } = await opened();
    controller.show('once');
    await controller.handle({ room: 'setup', type: 'hole', name: 'first', value: '9' });
    await controller.handle({ room: 'once', type: 'run' });
    const { reply } = controller.state().once ?? {};
    assert(reply?.right);
    await controller.handle({ room: 'once', type: 'keepCase', number: reply.number });
    assert.deepEqual(rows(casesText()), [{ id: '1', first: '9', expected: reply.right }]);
    await controller.handle({ room: 'once', type: 'keepCase', number: reply.number, answer: 'eleven' });
    assert.equal(rows(casesText())[0]?.expected, 'eleven');
    controller.dispose();
  });

  it('is used by the next trials where it is the first case of the prompt, and left out where the user says so', async () => {
    const { controller, key } = await ran();
    const isUsed = () => controller.state().setup.cases?.on;
    assert.equal(isUsed(), undefined);
    await controller.handle({ room: 'trials', type: 'keepCase', key: key(0) });
    assert.equal(isUsed(), true);
    await controller.handle({ room: 'setup', type: 'useCases', on: false });
    await controller.handle({ room: 'trials', type: 'keepCase', key: key(0), answer: 'eleven' });
    assert.equal(isUsed(), false);
    controller.dispose();
  });

  it('is refused where the prompt has gained a hole since', async () => {
    let present = prompt.prompt;
    const known = [prompt];
    const { controller, key, casesText } = await ran({ prompts: known }, present);
    present = question('Which is larger, {{first}} or {{second}}?');
    known.splice(0, 1, panelPrompt(present));
    await controller.handle({ room: 'trials', type: 'keepCase', key: key(0) });
    assert.match(controller.state().notice ?? '', /no value for second/);
    assert.equal(casesText(), undefined);
    controller.dispose();
  });
});
