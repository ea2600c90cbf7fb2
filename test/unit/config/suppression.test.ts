import assert from 'node:assert/strict';
import fc from 'fast-check';
import { suppressionComment, suppressions } from '../../../src/config/suppression.ts';

/** For each line, whether the rule is silenced there. */
function silencedLines(text: string, languageId: string, ruleId = 'placeholder'): readonly number[] {
  const silenced = suppressions(text, languageId);
  return text.split('\n').flatMap((_, line) => (silenced(ruleId, line) ? [line] : []));
}

describe('suppression comments', () => {
  const cases: readonly (readonly [string, string, string, readonly number[]])[] = [
    ['next line in Python', 'python', '# prompt-quorum-disable-next-line placeholder\nx = 1\ny = 2', [1]],
    ['this line in Python', 'python', 'x = 1  # prompt-quorum-disable-line placeholder\ny = 2', [0]],
    ['whole file', 'python', 'a\nb\n# prompt-quorum-disable-file placeholder', [0, 1, 2]],
    ['every rule', 'python', '# prompt-quorum-disable-next-line\nx', [1]],
    ['several rules', 'python', '# prompt-quorum-disable-next-line contradiction, placeholder\nx', [1]],
    ['another rule', 'python', '# prompt-quorum-disable-next-line contradiction\nx', []],
    ['a reason', 'python', '# prompt-quorum-disable-next-line placeholder -- filled later\nx', [1]],
    ['a reason for every rule', 'python', '# prompt-quorum-disable-next-line -- contradiction\nx', [1]],
    ['line comment in TypeScript', 'typescript', '// prompt-quorum-disable-next-line placeholder\nx', [1]],
    ['block comment in TypeScript', 'typescript', 'f(/* prompt-quorum-disable-line placeholder */ x)', [0]],
    ['no such comment in TypeScript', 'typescript', '# prompt-quorum-disable-next-line placeholder\nx', []],
    ['HTML comment in Markdown', 'markdown', '<!-- prompt-quorum-disable-next-line placeholder -->\nx', [1]],
    ['front matter', 'markdown', '---\n# prompt-quorum-disable-file placeholder\n---', [0, 1, 2]],
    ['Dotprompt', 'dotprompt', '{{! prompt-quorum-disable-next-line placeholder }}\nx', [1]],
    ['Dotprompt with dashes', 'dotprompt', '{{!-- prompt-quorum-disable-next-line placeholder --}}\nx', [1]],
    ['Prompty', 'prompty', '{#- prompt-quorum-disable-next-line placeholder -#}\nx', [1]],
    ['YAML', 'yaml', 'a: 1 # prompt-quorum-disable-line placeholder\nb: 2', [0]],
    ['Windows line ends', 'python', '# prompt-quorum-disable-next-line placeholder\r\nx', [1]],
    ['an unknown word', 'python', '# prompt-quorum-disable-everything\nx', []],
  ];
  for (const [title, languageId, text, lines] of cases) {
    it(title, () => assert.deepEqual(silencedLines(text, languageId), lines));
  }

  it('written for a language, silence the line after them', () => {
    const ids = [
      'python',
      'yaml',
      'typescript',
      'javascript',
      'markdown',
      'instructions',
      'chatagent',
      'skill',
    ];
    for (const languageId of [...ids, 'prompt', 'dotprompt', 'prompty', 'plaintext', 'unheard-of']) {
      const text = `${suppressionComment('placeholder', languageId)}\nx\ny`;
      assert.deepEqual(silencedLines(text, languageId), [1], languageId);
      assert.deepEqual(silencedLines(text, languageId, 'contradiction'), [], languageId);
    }
  });

  it('are none in JSON', () => {
    assert.equal(suppressionComment('placeholder', 'json'), undefined);
    assert.deepEqual(silencedLines('{"a": "# prompt-quorum-disable-file"\n}', 'json'), []);
  });

  it('are read from any text', () => {
    const words = fc.constantFrom(
      'prompt-quorum-disable-',
      'line',
      'next-',
      'file',
      '#',
      '//',
      '/*',
      '*/',
      '<!--',
      '-->',
      '{{!',
      ' ',
      '\n',
    );
    fc.assert(
      fc.property(
        fc.array(words).map((parts) => parts.join('')),
        (text) => {
          for (const languageId of ['python', 'typescript', 'markdown', 'dotprompt', 'plaintext']) {
            assert.equal(typeof suppressions(text, languageId)('placeholder', 0), 'boolean');
          }
        },
      ),
    );
  });
});
