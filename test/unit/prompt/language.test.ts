import assert from 'node:assert/strict';
import fc from 'fast-check';
import { languageOf } from '../../../src/prompt/language.ts';

const han = fc.constantFrom('请', '翻', '译', '𠀀', '々', '〇', '㐀');
const other = fc.constantFrom('a', 'Z', 'é', 'ж', 'あ', '한', '1', ' ', '。', '{', '😀', '\ud800');

describe('the language of a prompt', () => {
  it('is Chinese where Han characters are a fifth of its letters', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(han, other)), (chars) => {
        const text = chars.join('');
        const hanCount = text.match(/\p{Script=Han}/gu)?.length ?? 0;
        const letters = text.match(/\p{L}/gu)?.length ?? 0;
        // A few Han characters are numbers or marks, which are no letters.
        if ([...text].some((char) => /\p{Script=Han}/u.test(char) && !/\p{L}/u.test(char))) return;
        assert.equal(languageOf(text), letters > 0 && hanCount / letters >= 0.2 ? 'zh' : 'en');
      }),
    );
  });
});
