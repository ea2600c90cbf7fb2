import assert from 'node:assert/strict';
import fc from 'fast-check';
import { say } from '../../../src/base/text.ts';
import { defaultSettings, parseSettings, settingKeys } from '../../../src/config/settings.ts';

const read = (values: Readonly<Record<string, unknown>>) => parseSettings((key) => values[key]);

describe('settings', () => {
  it('are the defaults where nothing is chosen', () => {
    const { settings, problems } = read({});
    assert.deepEqual(problems, []);
    assert.equal(settings['trials.samples'], 20);
    assert.equal(settings['trials.temperature'], null);
    assert.equal(settings['trials.stop'], 'beta');
    assert.deepEqual(settings, defaultSettings);
  });

  const good: readonly (readonly [string, unknown, unknown])[] = [
    ['language', 'zh-cn', 'zh-cn'],
    ['rules', { placeholder: 'off', contradiction: 'error' }, { placeholder: 'off', contradiction: 'error' }],
    ['codeLens.enabled', false, false],
    ['openai.baseUrl', ' http://localhost:11434/v1/ ', 'http://localhost:11434/v1'],
    ['openai.models', ['a', ' b ', '', 'a'], ['a', 'b']],
    ['trials.samples', 1, 1],
    ['trials.temperature', 0.7, 0.7],
    ['trials.temperature', null, null],
    ['trials.maxTokens', 64, 64],
  ];
  for (const [key, value, expected] of good) {
    it(`take ${JSON.stringify(value)} for ${key}`, () => {
      const { settings, problems } = read({ [key]: value });
      assert.deepEqual(problems, []);
      assert.deepEqual({ ...settings }[key as keyof typeof settings], expected);
    });
  }

  const bad: readonly (readonly [string, unknown])[] = [
    ['language', 'fr'],
    ['rules', { placeholder: 'loud' }],
    ['rules', ['off']],
    ['codeLens.enabled', 'yes'],
    ['openai.baseUrl', 'localhost:11434'],
    ['openai.baseUrl', 'file:///etc/passwd'],
    ['openai.models', 'gpt-5-mini'],
    ['trials.samples', 0],
    ['trials.samples', 2.5],
    ['trials.samples', '20'],
    ['trials.temperature', 3],
    ['trials.temperature', Number.NaN],
    ['trials.maxTokens', 1.5],
    ['trials.concurrency', 0],
  ];
  for (const [key, value] of bad) {
    it(`answer ${JSON.stringify(value)} for ${key} with one sentence and the default`, () => {
      const { settings, problems } = read({ [key]: value });
      assert.deepEqual(settings, defaultSettings);
      assert.equal(problems.length, 1);
      const [problem] = problems;
      assert.ok(problem);
      assert.equal(problem.code, 'bad-setting');
      assert.match(say(problem.phrase, 'en'), new RegExp(`^Setting promptQuorum\\.${key} must be .+\\.$`));
      assert.match(say(problem.phrase, 'zh-cn'), new RegExp(`^设置 promptQuorum\\.${key} 应为.+。$`));
    });
  }

  it('never throw, whatever stands in settings.json', () => {
    fc.assert(
      fc.property(fc.constantFrom(...settingKeys()), fc.anything(), (key, value) => {
        assert.deepEqual(Object.keys(read({ [key]: value }).settings), settingKeys());
      }),
    );
  });
});
