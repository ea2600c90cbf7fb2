import { defineComparer } from '../types.ts';

/** Equal but for case, punctuation, white space, full-width forms and the way a number is written. */
export const normalised = defineComparer({
  id: 'normalised',
  title: { en: 'Equal after normalisation', 'zh-cn': '规范化后相同' },
  key(answer) {
    const plain = foldForms(answer);
    const words = wordsOf(plain);
    return words.length > 0 ? words.join(' ') : plain;
  },
});

/** One code point per sign whatever its width and style, in lower case (Unicode NFKC, applied again after folding case). */
function foldForms(answer: string): string {
  const folded = answer.normalize('NFKC').toLowerCase().normalize('NFKC');
  return folded
    .replace(/[−‐‑‒–—―]/g, '-')
    .replace(/[“”„«»]/g, '"')
    .replace(/[‘’‚]/g, "'")
    .trim();
}

/** Words without the punctuation around them, numbers in their shortest form; none where there is nothing but punctuation. */
function wordsOf(plain: string): readonly string[] {
  return plain
    .replace(thousands, (number) => number.replaceAll(',', ''))
    .split(/[\s,;:!?。、"()[\]{}*_`…]+/)
    .map((word) => shortestNumber(word.replace(/^['.]+(?!\d)|['.]+$/g, '')))
    .filter((word) => /[^-'.]/.test(word));
}

const thousands = /(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])/g;
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
