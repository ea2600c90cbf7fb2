import assert from 'node:assert/strict';
import { say } from '../../../src/base/text.ts';
import { promptFromText } from '../../../src/prompt/fromText.ts';
import type { Prompt } from '../../../src/prompt/types.ts';
import { techniques } from '../../../src/rewrite/techniques/index.ts';
import { outcomeOf, propose, rewriteCasesWithModel, scriptedAsk, textsOf } from './support.ts';

const tagged = (text: string) => `<message index="0">\n${text}\n</message>`;

/** What a technique makes of a prompt when a model answers with these replies in turn. */
async function rewriteWith(id: string, prompt: Prompt, ...replies: readonly string[]) {
  const { ask, questions } = scriptedAsk(...replies);
  const proposal = await propose(id, prompt, [], ask);
  if ('refused' in proposal) assert.fail(say(proposal.refused, 'en'));
  const [text = ''] = textsOf(outcomeOf(prompt, proposal));
  return { text, questions, proposal, notes: (proposal.notes ?? []).map((note) => say(note, 'en')) };
}

describe('rewriting with a model, by technique', () => {
  const all = rewriteCasesWithModel();

  it('has examples for every technique that lets a model write', () => {
    const known = techniques.map(({ id }) => id).filter((id) => id !== 'few-shot');
    assert.deepEqual(Object.keys(all).toSorted(), known.toSorted());
  });

  for (const [id, { text, call, good, faulty }] of Object.entries(all)) {
    const plain = promptFromText([{ role: 'user', text }]);
    const prompt = call === undefined ? plain : { ...plain, call };

    describe(id, () => {
      it('takes a good rewrite as it is', async () => {
        const made = await rewriteWith(id, prompt, tagged(good));
        assert.equal(made.text, good);
        assert.ok(made.proposal.withModel);
        assert.deepEqual(made.notes, []);
        assert.equal(made.questions.length, 1);
      });

      for (const { title, reply, because } of faulty) {
        const answer = reply.startsWith('!') ? reply.slice(1) : tagged(reply);

        it(`takes the mended rewrite where at first ${title}`, async () => {
          const made = await rewriteWith(id, prompt, answer, tagged(good));
          assert.equal(made.text, good);
          assert.ok(made.proposal.withModel);
          assert.match(made.questions[1]?.user ?? '', new RegExp(because));
        });

        it(`falls back to the rewrite without a model where twice ${title}`, async () => {
          const offline = outcomeOf(prompt, await propose(id, prompt));
          const made = await rewriteWith(id, prompt, answer, answer);
          assert.deepEqual([made.text], textsOf(offline));
          assert.ok(!made.proposal.withModel);
          assert.equal(made.questions.length, 2);
          assert.match(made.notes[0] ?? '', new RegExp(`The model's text was not used: .*${because}`));
        });
      }
    });
  }
});
