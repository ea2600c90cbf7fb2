import { defineComparer } from '../types.ts';

/** Equal but for case, punctuation, white space, full-width forms and the way a number is written. */
export const normalised = defineComparer({
  id: 'normalised',
  title: { en: 'Equal after normalisation', 'zh-cn': '规范化后相同' },
  key: (answer) => settle(answer, mostPasses),
});

/** What one pass takes away can bring signs together that the next one reads; a few passes settle any text. */
const mostPasses = 10;

function settle(answer: string, passes: number): string {
  const plain = foldForms(answer);
  const words = wordsOf(plain);
  const key = words.length > 0 ? words.join(' ') : plain;
  return key === answer || passes === 1 ? key : settle(key, passes - 1);
}

/** One code point per sign whatever its width, in lower case; `²` and `①` stay what they are, a fraction is written out. */
function foldForms(answer: string): string {
  return answer
    .replace(otherWidths, (sign) => sign.normalize('NFKC'))
    .normalize('NFC')
    .toLowerCase()
    .normalize('NFC')
    .replace(/[¼½¾⅐-⅞]/g, (fraction) => fraction.normalize('NFKC').replace('⁄', '/'))
    .replace(/[−‐‑‒–—―]/g, '-')
    .replace(/[“”„«»]/g, '"')
    .replace(/[‘’‚]/g, "'")
    .trim();
}

/** Full-width and half-width forms, wide spaces, and Latin ligatures. */
const otherWidths = /[\u00a0\u2000-\u200a\u202f\u3000\uff01-\uffee\ufb00-\ufb06]+/g;

/** Words without the punctuation around them, numbers in their shortest form; none where there is nothing but punctuation. */
function wordsOf(plain: string): readonly string[] {
  return plain
    .replace(thousands, (number) => number.replaceAll(',', ''))
    .replace(abbreviation, (dotted) => dotted.replaceAll('.', ''))
    .replace(/([-+])\s*([$€£¥])|([$€£¥])\s*([-+])(?=[\d.])/g, '$1$4$2$3')
    .replace(/(\d)\s+(?=%)/g, '$1')
    .replace(/(\d)\s+(?=\p{Script=Han})/gu, '$1')
    .split(separators)
    .map((word) => shortestNumber(word.replace(/^['._]+(?!\d)|['._]+$/g, '')))
    .filter((word, at, all) => /[^-'._]/.test(word) || isMinus(word, all[at - 1], all[at + 1]));
}

/** Whether a dash stands between numbers, where it is no punctuation. */
function isMinus(word: string, before = '', after = ''): boolean {
  return word === '-' && /\d/.test(before) && /\d/.test(after);
}

/** White space and punctuation; `:` and `*` between letters or digits belong to them. */
const separators =
  /(?:[\s,;!?。、"()[\]{}`…《》〈〉「」『』【】〔〕·]|(?<![\p{L}\p{N}])[:*]|[:*](?![\p{L}\p{N}]))+/u;
const thousands = /(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])/g;
/** `U.S.`, `e.g.` */
const abbreviation = /(?<![\p{L}\p{N}.])\p{L}(?:\.\p{L})+\.?(?![\p{L}\p{N}])/gu;
/** What begins with a needless 0, such as `007`, is a name and no number. */
const decimal = /^([-+]?)([$€£¥]?)(0|[1-9]\d*|(?=\.\d))(?:\.(\d+))?(%?)$/;

/** `1000.0` and `+1000` as `1000`, `.50` as `0.5`; anything else as it is. */
function shortestNumber(word: string): string {
  const match = decimal.exec(word);
  if (match === null) return word;
  const [, sign, currency, whole, fraction = '', percent] = match;
  const decimals = fraction.replace(/0+$/, '');
  const digits = `${whole || '0'}${decimals && `.${decimals}`}`;
  return `${sign === '-' && /[1-9]/.test(digits) ? '-' : ''}${currency}${digits}${percent}`;
}
