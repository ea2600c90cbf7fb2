import assert from 'node:assert/strict';
import { analyze } from '../../../src/analyze/analyze.ts';
import { say } from '../../../src/base/text.ts';
import { promptFromText } from '../../../src/prompt/fromText.ts';

const undelimited = (text: string) => promptFromText([{ role: 'user', text }]);

describe('analyze', () => {
  it('takes severities from the options, and leaves out rules that are off', () => {
    const prompt = undelimited('Translate {{text}} to French.');
    const severities = (chosen: Parameters<typeof analyze>[1]) =>
      analyze(prompt, chosen).map((each) => each.severity);
    assert.deepEqual(severities({}), ['warning']);
    assert.deepEqual(severities({ severities: { 'undelimited-input': 'error' } }), ['error']);
    assert.deepEqual(severities({ severities: { 'undelimited-input': 'off' } }), []);
  });

  it('keeps the fingerprint of a finding while the text around it changes', () => {
    const print = (text: string) => analyze(undelimited(text))[0]?.fingerprint;
    const first = print('Translate {{text}} to French.');
    assert.equal(print('Please do this.\n\nTranslate {{text}} to Spanish, politely.'), first);
    assert.notEqual(print('Translate {{article}} to French.'), first);
  });

  it('tells equal findings of one prompt apart', () => {
    const prints = analyze(undelimited('Translate {{text}} to French, then {{text}} to Greek.')).map(
      ({ fingerprint }) => fingerprint,
    );
    assert.equal(prints.length, 2);
    assert.equal(new Set(prints).size, 2);
  });

  it('says what it found in both languages', () => {
    const [finding] = analyze(undelimited('Translate {{text}} to French.'));
    assert.ok(finding);
    assert.match(say(finding.message, 'en'), /“text”/);
    assert.match(say(finding.message, 'zh-cn'), /“text”/);
  });
});
