import { strict as assert } from 'node:assert';
import type { ModelFailure } from '../../../src/models/types.ts';
import type { OnceView } from '../../../src/panel/once/protocol.ts';
import type { PanelState } from '../../../src/panel/protocol.ts';
import { panelPrompt, panelWith, question, scriptedProvider } from './support.ts';

function onceOf({ once }: PanelState): OnceView {
  assert(once, 'the room is not in front');
  return once;
}

const prompt = panelPrompt(question());

async function opened(world: Parameters<typeof panelWith>[0]) {
  const panel = panelWith({ prompts: [prompt], ...world });
  const { controller } = panel;
  controller.show('once');
  await controller.open(prompt);
  await controller.handle({ room: 'setup', type: 'hole', name: 'first', value: '9' });
  return panel;
}

describe('run once', () => {
  it('shows the request as it would be sent, then the reply with its tokens', async () => {
    const { controller } = await opened({ provider: scriptedProvider(() => 'It is 11.') });
    assert.deepEqual(onceOf(controller.state()).rendered, [
      { role: 'user', content: 'Which is larger, 9 or 11?' },
    ]);
    await controller.handle({ room: 'once', type: 'run' });
    const { reply, running } = onceOf(controller.state());
    assert.equal(running, false);
    assert.equal(reply?.text, 'It is 11.');
    assert.equal(reply?.title, 'Reply 1, Test model');
    assert.match(reply?.detail ?? '', /^10 tokens in, 2 out/);
    controller.dispose();
  });

  it('asks anew each time, keeps values and settings, and keeps the replies before', async () => {
    let asked = 0;
    const { controller } = await opened({ provider: scriptedProvider(() => `reply ${++asked}`) });
    await controller.handle({ room: 'setup', type: 'field', field: 'temperature', value: '0.3' });
    await controller.handle({ room: 'once', type: 'run' });
    await controller.handle({ room: 'once', type: 'run' });
    const { reply, earlier } = onceOf(controller.state());
    assert.equal(reply?.text, 'reply 2');
    assert.deepEqual(
      earlier.map(({ text }) => text),
      ['reply 1'],
    );
    const { setup } = controller.state();
    assert.equal(setup.fields.temperature, '0.3');
    assert.equal(setup.holes[0]?.value, '9');
    controller.dispose();
  });

  it('stores the reply but measures no agreement by it, and does not offer it as the last trial', async () => {
    const { controller, history } = await opened({ provider: scriptedProvider(() => '11') });
    await controller.handle({ room: 'once', type: 'run' });
    const [run] = await history.runs({});
    assert.equal(run?.outcomes, 1);
    const { lineage, contentHash } = prompt.prompt;
    const asked = [{ lineage, contentHash, text: '' }];
    assert.deepEqual(await history.measurements(prompt.workspace, asked), [undefined]);
    const after = panelWith({ provider: scriptedProvider(() => '11'), prompts: [prompt], history });
    await after.controller.handle({ room: 'page', type: 'ready' });
    assert.equal(after.controller.state().run, undefined);
    controller.dispose();
    after.controller.dispose();
  });

  it('tries an edited text without touching the file, and writes it on request', async () => {
    let sent = '';
    const provider = scriptedProvider((_, text) => {
      sent = text;
      return 'ok';
    });
    const { controller, acted } = await opened({ provider });
    await controller.handle({ room: 'once', type: 'edit' });
    assert.equal(onceOf(controller.state()).changed, false);
    const text = 'Which is smaller, {{first}} or 11?';
    await controller.handle({ room: 'once', type: 'draft', turn: 0, text });
    await controller.handle({ room: 'once', type: 'run' });
    assert.equal(sent, 'Which is smaller, 9 or 11?');
    assert.equal(onceOf(controller.state()).reply?.title, 'Reply 1, Test model, edited text');
    assert.equal(acted.length, 0);
    await controller.handle({ room: 'once', type: 'write' });
    assert.deepEqual(JSON.parse(acted[0]?.slice('write '.length) ?? ''), [
      { place: { turn: 0, span: { start: 9, end: 15 } }, newText: 'smaller' },
    ]);
    assert.equal(onceOf(controller.state()).drafts, undefined);
    controller.dispose();
  });

  it('takes the values of a row of the cases file', async () => {
    const cases = {
      name: 'larger.cases.jsonl',
      problems: [],
      cases: [{ id: 'ten', inputs: { first: '10' } }],
    };
    const { controller } = await opened({ provider: scriptedProvider(() => '11'), cases });
    assert.deepEqual(
      onceOf(controller.state()).inputs.map(({ label }) => label),
      ['the fields below', 'case ten'],
    );
    await controller.handle({ room: 'once', type: 'input', id: 'ten' });
    const { rendered, showsHoles } = onceOf(controller.state());
    assert.equal(rendered[0]?.content, 'Which is larger, 10 or 11?');
    assert.equal(showsHoles, false);
    controller.dispose();
  });

  it('copies the rendered request as text, as JSON and as a command that holds no key', async () => {
    const { controller, acted } = await opened({ provider: scriptedProvider(() => '11') });
    for (const copy of ['text', 'json', 'curl'] as const)
      await controller.handle({ room: 'once', type: 'copy', copy });
    const [text, json, curl] = acted.map((each) => each.slice('copy '.length));
    assert.equal(text, 'Which is larger, 9 or 11?');
    assert.deepEqual(JSON.parse(json ?? ''), {
      model: 'test',
      messages: [{ role: 'user', content: 'Which is larger, 9 or 11?' }],
    });
    assert.match(curl ?? '', /^curl 'http:\/\/127\.0\.0\.1:1\/v1\/chat\/completions' \\\n/);
    assert.match(curl ?? '', /Bearer \$OPENAI_API_KEY/);
    controller.dispose();
  });

  it('keeps what had arrived when it is stopped', async () => {
    const { controller } = await opened({ provider: scriptedProvider(() => 'hold') });
    const running = controller.handle({ room: 'once', type: 'run' });
    await new Promise((resolve) => setTimeout(resolve, 10));
    assert.equal(onceOf(controller.state()).running, true);
    await controller.handle({ room: 'once', type: 'stop' });
    await running;
    const { running: goesOn, reply } = onceOf(controller.state());
    assert.equal(goesOn, false);
    assert.match(reply?.detail ?? '', /stopped by you|cancel/i);
    controller.dispose();
  });

  it('can keep what had arrived of a reply as a case', async () => {
    const broken: ModelFailure = {
      code: 'broken-stream',
      partialText: 'It is 1',
      phrase: { text: { en: 'The connection broke.', 'zh-cn': '连接断开。' } },
    };
    const { controller, casesText } = await opened({ provider: scriptedProvider(() => broken) });
    await controller.handle({ room: 'once', type: 'run' });
    const { reply } = onceOf(controller.state());
    assert.equal(reply?.text, 'It is 1');
    assert.equal(reply?.right, 'It is 1');
    await controller.handle({ room: 'once', type: 'keepCase', number: 1, answer: '11' });
    assert.match(casesText() ?? '', /"expected":"11"/);
    controller.dispose();
  });

  it('shows each prompt its own replies, rows and edits, also while one is coming', async () => {
    const river = panelPrompt(question('Name a river of {{country}}.', 'river.prompt.txt'));
    const provider = scriptedProvider((_, text) => (text.includes('river') ? 'The Nile.' : 'hold'));
    const { controller, casesText } = await opened({ provider, prompts: [prompt, river] });
    const coming = controller.handle({ room: 'once', type: 'run' });
    await new Promise((resolve) => setTimeout(resolve, 10));
    assert.equal(onceOf(controller.state()).reply?.right, undefined);
    await controller.open(river);
    await controller.handle({ room: 'setup', type: 'hole', name: 'country', value: 'Egypt' });
    const before = onceOf(controller.state());
    assert.deepEqual([before.reply, before.running], [undefined, false]);
    await controller.handle({ room: 'once', type: 'keepCase', number: 1 });
    assert.equal(casesText(), undefined);
    await controller.handle({ room: 'once', type: 'run' });
    assert.equal(onceOf(controller.state()).reply?.text, 'The Nile.');
    assert.equal(onceOf(controller.state()).earlier.length, 0);
    await controller.open(prompt);
    assert.equal(onceOf(controller.state()).running, true);
    await controller.handle({ room: 'once', type: 'stop' });
    await coming;
    const after = onceOf(controller.state());
    assert.deepEqual([after.running, after.reply?.number, after.earlier.length], [false, 1, 0]);
    controller.dispose();
  });

  it('is where a stored single reply is opened again', async () => {
    const { controller, history } = await opened({ provider: scriptedProvider(() => 'It is 11.') });
    await controller.handle({ room: 'once', type: 'run' });
    controller.dispose();
    const [run] = await history.runs({});
    assert(run);
    const provider = scriptedProvider(() => 'never asked');
    const after = panelWith({ provider, prompts: [prompt], history });
    await after.controller.handle({ room: 'history', type: 'open', id: run.id });
    await after.controller.handle({ room: 'history', type: 'open', id: run.id });
    assert.equal(after.controller.state().tab, 'once');
    const { reply, earlier } = onceOf(after.controller.state());
    assert.equal(reply?.text, 'It is 11.');
    assert.equal(reply?.title, 'Reply 1, Test model');
    assert.equal(earlier.length, 0);
    await after.controller.handle({ room: 'once', type: 'keepCase', number: 1 });
    assert.match(after.casesText() ?? '', /"first":"9"/);
    after.controller.dispose();
  });

  it('runs nothing where the workspace is not trusted or a value is missing', async () => {
    const provider = scriptedProvider(() => '11');
    const untrusted = await opened({ provider, trusted: false });
    await untrusted.controller.handle({ room: 'once', type: 'run' });
    assert.match(onceOf(untrusted.controller.state()).blocked ?? '', /not trusted/);
    const { controller } = await opened({ provider });
    await controller.handle({ room: 'setup', type: 'hole', name: 'first', value: '' });
    await controller.handle({ room: 'once', type: 'run' });
    assert.match(onceOf(controller.state()).blocked ?? '', /first/);
    assert.deepEqual(provider.asked, []);
    untrusted.controller.dispose();
    controller.dispose();
  });
});
