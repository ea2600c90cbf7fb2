/** What a text can be measured in. */
export const lengthUnits = ['characters', 'words', 'sentences'] as const;
export type LengthUnit = (typeof lengthUnits)[number];

/** The length of a text; white space around it does not count. */
export function lengthOf(text: string, unit: LengthUnit): number {
  const trimmed = text.trim();
  switch (unit) {
    case 'characters':
      return countCharacters(trimmed);
    case 'words':
      return countWords(trimmed);
    case 'sentences':
      return countSentences(trimmed);
  }
}

/** Characters as readers count them: what combines into one sign, such as 👩‍💻 or é, is one. */
function countCharacters(text: string): number {
  if (!/[\p{Mark}\p{Emoji_Modifier}\p{Regional_Indicator}]|\u200d|\r/u.test(text)) return [...text].length;
  return countSegments(segmenter('grapheme'), text);
}

/** Runs of letters and digits; where a script writes no spaces, words as a dictionary knows them. */
function countWords(text: string): number {
  let words = 0;
  for (const [run] of text.matchAll(unspacedRun)) words += countSegments(segmenter('word'), run);
  return words + (text.replace(unspacedRun, ' ').match(spacedWord)?.length ?? 0);
}

function countSentences(text: string): number {
  return countSegments(segmenter('sentence'), text);
}

/** Han, kana, Thai, Lao, Khmer and Burmese are written without spaces between words. */
const unspacedRun =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー]+/gu;
const spacedWord = /[\p{L}\p{M}\p{N}]+(?:[-'’.,_][\p{L}\p{M}\p{N}]+)*/gu;
const wordSign = /[\p{L}\p{N}]/u;

function countSegments(cutter: Intl.Segmenter, text: string): number {
  const ofSigns = cutter.resolvedOptions().granularity === 'grapheme';
  let count = 0;
  for (const { segment } of cutter.segment(text)) if (ofSigns || wordSign.test(segment)) count++;
  return count;
}

const segmenters = new Map<string, Intl.Segmenter>();

function segmenter(granularity: 'grapheme' | 'word' | 'sentence'): Intl.Segmenter {
  const known = segmenters.get(granularity) ?? new Intl.Segmenter('en', { granularity });
  segmenters.set(granularity, known);
  return known;
}
