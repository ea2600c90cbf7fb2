import assert from 'node:assert/strict';
import fc from 'fast-check';
import { promptFromText } from '../../../src/prompt/fromText.ts';
import { fillHoles, holeNames } from '../../../src/prompt/holes.ts';

describe('a prompt from texts', () => {
  it('takes {{name}} for a hole, and other braces for text', () => {
    const { messages } = promptFromText([
      { role: 'system', text: 'JSON: {"a": {"b": 1}} and {x}' },
      { role: 'user', text: '{{text}} and {{user.name}}, {{ spaced }}, {{文本}}' },
    ]);
    assert.deepEqual(holeNames(messages), ['text', 'user.name', '文本']);
    assert.deepEqual(messages[0]?.holes, []);
  });

  it('fills its holes, and leaves what has no value as it stands', () => {
    const [message] = promptFromText([{ role: 'user', text: 'To {{a}}, {{b}}, {{a}}' }]).messages;
    assert.ok(message);
    assert.equal(fillHoles(message, { a: '{{b}}' }), 'To {{b}}, {{b}}, {{b}}');
    assert.equal(fillHoles(message, { b: '$&' }), 'To {{a}}, $&, {{a}}');
    assert.equal(fillHoles(message, {}), message.text);
  });

  it('has segments and holes that cover its text', () => {
    const parts = fc.constantFrom('{{a}}', '{{b_c}}', '{', '}', 'x', '\n', '{{', '}}', '你');
    fc.assert(
      fc.property(
        fc.array(parts).map((all) => all.join('')),
        (text) => {
          const [message] = promptFromText([{ role: 'user', text }]).messages;
          assert.equal(message?.segments.map((segment) => segment.text).join(''), text);
          for (const { name, span } of message?.holes ?? []) {
            assert.equal(text.slice(span.start, span.end), `{{${name}}}`);
          }
        },
      ),
    );
  });

  it('knows the language by its letters', () => {
    const languageOf = (text: string) => promptFromText([{ role: 'user', text }]).language;
    assert.equal(languageOf('Translate this.'), 'en');
    assert.equal(languageOf('请把下面的 JSON 翻译成英文'), 'zh');
    assert.equal(languageOf('123'), 'en');
  });
});
