import { entryById } from '../base/registry.ts';
import { stopping } from './stopping/index.ts';
import type { StopRule } from './types.ts';

/** The id that asks for every planned sample. */
export const noStopRule = 'none';

/** The rule of that id; an unknown id and `none` never stop early. */
export function stopRuleOf(id: string): StopRule {
  return entryById(stopping, id) ?? everySample;
}

const everySample: StopRule = {
  id: noStopRule,
  title: { en: 'Never early', 'zh-cn': '不提前停止' },
  decided: () => undefined,
  nextRound: ({ drawn, planned }) => Math.max(1, planned - drawn),
};
