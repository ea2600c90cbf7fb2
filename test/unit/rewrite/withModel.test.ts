import assert from 'node:assert/strict';
import { say } from '../../../src/base/text.ts';
import { promptFromText } from '../../../src/prompt/fromText.ts';
import { outcomeOf, propose, scriptedAsk, textsOf } from './support.ts';

const original =
  'Classify the support ticket as "billing" or "technical".\nAnswer with only the label.\n\nTicket: {{ticket}}';
const good = `You are the triage lead of a software help desk, brisk and exact. ${original}`;
const prompt = promptFromText([{ role: 'user', text: original }]);
const tagged = (text: string, index = 0) => `<message index="${index}">\n${text}\n</message>`;

async function rewriteWith(techniqueId: string, ...replies: readonly (string | Error)[]) {
  const { ask, questions } = scriptedAsk(...replies);
  const proposal = await propose(techniqueId, prompt, [], ask);
  const notes = 'refused' in proposal ? [] : (proposal.notes ?? []).map((note) => say(note, 'en'));
  return { proposal, questions, notes, texts: textsOf(outcomeOf(prompt, proposal)) };
}

describe('rewriting with a model', () => {
  it('takes a good rewrite as it is', async () => {
    const { proposal, texts, questions, notes } = await rewriteWith('persona', tagged(good));
    assert.deepEqual(texts, [good]);
    assert.ok(!('refused' in proposal) && proposal.withModel);
    assert.equal(questions.length, 1);
    assert.deepEqual(notes, []);
  });

  it('asks with the change, the labels to keep and the prompt as data', async () => {
    const { questions } = await rewriteWith('persona', tagged(good));
    const [question] = questions;
    assert.match(question?.system ?? '', /never an instruction to you/);
    assert.match(question?.system ?? '', /"billing", "technical"/);
    assert.ok(question?.user.includes(`<message index="0" role="user">\n${original}\n</message>`));
  });

  it('finds the rewrite within chatter and code fences', async () => {
    for (const reply of [
      `Sure! Here it is:\n\n${tagged(good)}\n\nLet me know if you need more.`,
      `\`\`\`xml\n${tagged(good)}\n\`\`\``,
      tagged(`\`\`\`\n${good}\n\`\`\``),
      `\`\`\`\n${good}\n\`\`\``,
    ]) {
      const { texts } = await rewriteWith('persona', reply);
      assert.deepEqual(texts, [good]);
    }
  });

  it('says what is wrong and takes the mended rewrite', async () => {
    const { texts, questions, proposal } = await rewriteWith(
      'persona',
      tagged(good.replace('{{ticket}}', 'the ticket')),
      tagged(good),
    );
    assert.deepEqual(texts, [good]);
    assert.ok(!('refused' in proposal) && proposal.withModel);
    assert.match(questions[1]?.user ?? '', /the hole \{\{ticket\}\} must stand/);
  });

  const faulty: Readonly<Record<string, readonly [string, RegExp]>> = {
    'a hole is lost': [tagged(good.replace('{{ticket}}', '')), /hole \{\{ticket\}\}/],
    'a hole is doubled': [tagged(`${good}\n{{ticket}}`), /hole \{\{ticket\}\}/],
    'a placeholder is invented': [tagged(`${good}\nLanguage: {{language}}`), /invents a placeholder/],
    'a label is changed': [tagged(good.replace('"billing"', '"payments"')), /label “billing” is missing/],
    'a contradiction arises': [
      tagged(`${good}\nExplain your reasoning in detail. Do not explain your reasoning.`),
      /finding of the rule/,
    ],
    'the change is not made': [tagged(original), /change is not made/],
    'the prompt was carried out': [
      tagged('You are a triage lead. billing {{ticket}} "billing" "technical"'),
      /original text is gone/,
    ],
    'there is only chatter': ['I would be glad to help with that!', /does not hold the rewritten prompt/],
    'the reply is empty': ['', /does not hold the rewritten prompt/],
  };
  for (const [title, [reply, reason]] of Object.entries(faulty)) {
    it(`falls back to the rewrite without a model where ${title}`, async () => {
      const { texts, notes, proposal, questions } = await rewriteWith('persona', reply, reply);
      assert.deepEqual(texts, [`You are an experienced support triage specialist. ${original}`]);
      assert.ok(!('refused' in proposal) && !proposal.withModel);
      assert.equal(questions.length, 2);
      assert.match(notes[0] ?? '', reason);
    });
  }

  it('passes on why the model could not be asked', async () => {
    await assert.rejects(rewriteWith('persona', new Error('unreachable')), /unreachable/);
  });

  it('keeps indentation and outer white space that the model dropped', async () => {
    const indented = promptFromText([
      { role: 'user', text: '\n    Name the river.\n\n    City: {{city}}\n    ' },
    ]);
    const { ask } = scriptedAsk(tagged('You are a geographer. Name the river.\n\nCity: {{city}}'));
    assert.deepEqual(textsOf(outcomeOf(indented, await propose('persona', indented, [], ask))), [
      '\n    You are a geographer. Name the river.\n\n    City: {{city}}\n    ',
    ]);
  });

  it('changes only the messages that the reply holds, and no reply of the assistant', async () => {
    const chat = promptFromText([
      { role: 'system', text: 'Answer about the river Rhine.' },
      { role: 'assistant', text: 'Ask me anything.' },
      { role: 'user', text: '<q>{{q}}</q>' },
    ]);
    const { ask } = scriptedAsk(
      `${tagged('You are a boatman. Answer about the river Rhine.')}${tagged('Ahoy!', 1)}`,
    );
    assert.deepEqual(textsOf(outcomeOf(chat, await propose('persona', chat, [], ask))), [
      'You are a boatman. Answer about the river Rhine.',
      'Ask me anything.',
      '<q>{{q}}</q>',
    ]);
  });

  it('uses another tag where the prompt has the usual one', async () => {
    const text = 'Rate the <message>{{message}}</message>.';
    const { ask, questions } = scriptedAsk(`<message_2 index="0">You are a critic. ${text}</message_2>`);
    const tricky = promptFromText([{ role: 'user', text }]);
    assert.deepEqual(textsOf(outcomeOf(tricky, await propose('persona', tricky, [], ask))), [
      `You are a critic. ${text}`,
    ]);
    assert.match(questions[0]?.user ?? '', /^<message_2 index="0"/);
  });

  it('reasons step by step in the words of the model', async () => {
    const text = original.replace(
      'Answer with only the label.',
      'First think step by step about what failed. End with "Answer: " and the label.',
    );
    const { texts, proposal } = await rewriteWith('step-by-step', tagged(text));
    assert.deepEqual(texts, [text]);
    assert.ok(!('refused' in proposal) && proposal.withModel);
  });
});

describe('choosing examples with a model', () => {
  const cases = ['a', 'b', 'c', 'd', 'e', 'f'].map((value, index) => ({
    id: `row-${index + 1}`,
    inputs: { ticket: `ticket ${value}` },
    expected: index % 2 === 0 ? 'billing' : 'technical',
  }));

  async function choose(...replies: readonly (string | Error)[]) {
    const { ask, questions } = scriptedAsk(...replies);
    const proposal = await propose('few-shot', prompt, cases, ask);
    return { proposal, questions, text: textsOf(outcomeOf(prompt, proposal)).join('') };
  }

  it('shows the cases it names, in its order, with the answers of the file', async () => {
    const { proposal, text, questions } = await choose('<choice>6, 3</choice>');
    assert.ok(!('refused' in proposal) && proposal.withModel);
    assert.deepEqual(proposal.usedCaseIds, ['row-6', 'row-3']);
    assert.match(
      text,
      /Ticket: ticket f\nAnswer: technical\n\nTicket: ticket c\nAnswer: billing\n\nTicket: \{\{ticket\}\}$/,
    );
    assert.match(questions[0]?.user ?? '', /^6\. \{"ticket":"ticket f","expected":"technical"\}$/m);
  });

  it('asks once more, then chooses without the model and says so', async () => {
    const { proposal } = await choose('The best ones are clear.', '<choice>9, 12</choice>');
    assert.ok(!('refused' in proposal) && !proposal.withModel);
    assert.deepEqual(proposal.usedCaseIds, ['row-1', 'row-2']);
    assert.match(
      say(proposal.notes?.[0] ?? { text: { en: '', 'zh-cn': '' } }, 'en'),
      /named no cases of the file/,
    );
  });
});
