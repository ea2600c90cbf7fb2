import { phrase } from '../../base/text.ts';
import { probabilityAboveHalf } from '../statistics/halfProbability.ts';
import { defineStopRule, type StopView } from '../types.ts';

const confidence = 0.95;

/**
 * Adaptive-Consistency with the Beta criterion (Aggarwal, Madaan, Yang, Mausam, EMNLP 2023): stop when
 * 1 − I½(v₁ + 1, v₂ + 1) ≥ 0.95, v₁ and v₂ being the votes of the two leading answers.
 */
export const beta = defineStopRule({
  id: 'beta',
  title: { en: 'Adaptive-Consistency (Beta, 95 %)', 'zh-cn': '自适应一致性（Beta，95%）' },
  decided(view) {
    const [first, second] = leaders(view);
    const probability = probabilityAboveHalf(first, second);
    if (probability < confidence) return undefined;
    return phrase(reason, { first, second, percent: Math.floor(probability * 1000) / 10 });
  },
  nextRound(view) {
    const [first, second] = leaders(view);
    let more = 1;
    while (probabilityAboveHalf(first + more, second) < confidence) more++;
    return more;
  },
});

const reason = {
  en: 'Decided at {first} to {second}: with {percent} % probability the leading answer would stay ahead of the second.',
  'zh-cn': '以 {first} 比 {second} 分出结果：领先的答案有 {percent}% 的概率保持领先于第二名。',
};

function leaders({ votes: [first = 0, second = 0] }: StopView): readonly [number, number] {
  return [first, second];
}
