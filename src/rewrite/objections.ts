import { analyze } from '../analyze/analyze.ts';
import { type Phrase, phrase } from '../base/text.ts';
import { applyPlacedEdits } from '../prompt/edit.ts';
import type { Message, PlacedEdit, Prompt } from '../prompt/types.ts';
import { lostLabels } from './labels.ts';

/** What speaks against a rewrite: holes lost, added or moved to another message, labels lost, findings that were not there before. */
export function objections(prompt: Prompt, edits: readonly PlacedEdit[]): readonly Phrase[] {
  const rewritten = applyPlacedEdits(prompt, edits);
  const texts = rewritten.messages.map(({ text }) => text);
  return [
    ...prompt.messages.flatMap((message, turn) => holeObjections(message, rewritten.messages[turn])),
    ...lostLabels(prompt, texts).map((label) =>
      phrase({ en: 'the label “{label}” is missing', 'zh-cn': '缺少标签“{label}”' }, { label }),
    ),
    ...newFindings(prompt, rewritten),
  ];
}

function holeObjections(before: Message, after: Message | undefined): readonly Phrase[] {
  const old = counts(before.holes.map(({ name }) => name));
  const now = counts(after?.holes.map(({ name }) => name) ?? []);
  const changed = [...new Set([...old.keys(), ...now.keys()])].filter(
    (name) => old.get(name) !== now.get(name),
  );
  const literalMarks = marksOutsideHoles(after) > marksOutsideHoles(before);
  return [
    ...changed.map((name) =>
      phrase(
        {
          en: 'the hole {hole} must stand in the same message as often as before',
          'zh-cn': '占位符 {hole} 必须留在原消息中，出现次数不变',
        },
        { hole: `{{${name}}}` },
      ),
    ),
    ...(literalMarks
      ? [
          phrase({
            en: 'it invents a placeholder that no value fills',
            'zh-cn': '凭空多出没有值可填的占位符',
          }),
        ]
      : []),
  ];
}

function marksOutsideHoles(message: Message | undefined): number {
  const marks = message?.text.match(/\{\{[^{}\n]+\}\}/g)?.length ?? 0;
  return marks - (message?.holes.length ?? 0);
}

function newFindings(before: Prompt, after: Prompt): readonly Phrase[] {
  const old = counts(analyze(before).map(({ ruleId }) => ruleId));
  const now = counts(analyze(after).map(({ ruleId }) => ruleId));
  return [...now]
    .filter(([ruleId, count]) => count > (old.get(ruleId) ?? 0))
    .map(([ruleId]) =>
      phrase(
        { en: 'it gives rise to a finding of the rule {ruleId}', 'zh-cn': '会触发规则 {ruleId} 的新问题' },
        { ruleId },
      ),
    );
}

function counts(names: readonly string[]): ReadonlyMap<string, number> {
  const counted = new Map<string, number>();
  for (const name of names) counted.set(name, (counted.get(name) ?? 0) + 1);
  return counted;
}
