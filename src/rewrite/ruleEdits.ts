import type { Rule } from '../analyze/types.ts';
import { applyPlacedEdits } from '../prompt/edit.ts';
import type { PlacedEdit, Prompt } from '../prompt/types.ts';

/** The first fix of everything a rule finds in a prompt. */
export function ruleEdits(rule: Rule, prompt: Prompt): readonly PlacedEdit[] {
  return [...rule.check(prompt)].flatMap(({ fixes }) => fixes?.[0]?.edits ?? []);
}

/** The texts of the prompt's messages after edits. */
export function textsAfter(prompt: Prompt, edits: readonly PlacedEdit[]): readonly string[] {
  return applyPlacedEdits(prompt, edits).messages.map(({ text }) => text);
}

/** The texts of a prompt's messages with one of them replaced. */
export function replacedText({ messages }: Prompt, turn: number, newText: string): readonly string[] {
  return messages.map(({ text }, index) => (index === turn ? newText : text));
}
