import type { Problem } from '../../base/problem.ts';
import { type PhraseValues, phrase, type Text } from '../../base/text.ts';
import type { CheckVerdict } from '../types.ts';

/** What is wrong with a check's parameter. */
export function badParameter(text: Text, values?: PhraseValues): Problem {
  return { code: 'bad-check', phrase: phrase(text, values) };
}

export const passed: CheckVerdict = { outcome: 'passed' };

/** A reply that does not pass, and why. */
export function failed(text: Text, values?: PhraseValues): CheckVerdict {
  return { outcome: 'failed', reason: phrase(text, values) };
}

/** A reply that could not be judged, and why. */
export function notRun(text: Text, values?: PhraseValues): CheckVerdict {
  return { outcome: 'not-run', reason: phrase(text, values) };
}

/** A check that took too much is not run again, on this reply or another. */
export const tookTooMuch: CheckVerdict = {
  ...notRun({
    en: 'Not run: the check took too much time or memory. Make it simpler.',
    'zh-cn': '未运行：该检查占用的时间或内存过多。请简化检查。',
  }),
  final: true,
};
