import type { RuleExample } from '../../../src/analyze/types.ts';
import { promptFromText } from '../../../src/prompt/fromText.ts';
import type { Prompt } from '../../../src/prompt/types.ts';

/** The prompt of a rule's example, as the rule sees it. */
export function promptOf(example: RuleExample): Prompt {
  const { messages, title: _title, finds: _finds, fixed: _fixed, offered: _offered, ...facts } = example;
  return promptFromText(messages, facts);
}
