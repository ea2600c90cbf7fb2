import { hashText } from '../base/hash.ts';
import { contains, slice } from '../base/span.ts';
import { phrase } from '../base/text.ts';
import type { Prompt } from '../prompt/types.ts';
import { rules } from './rules/index.ts';
import type { Finding, RawFinding, Rule, Severity } from './types.ts';

export interface AnalyzeOptions {
  /** Severities by rule id, where they differ from the rule's own; `off` silences a rule. */
  readonly severities?: Readonly<Record<string, Severity | 'off'>>;
}

/** All findings of a prompt in reading order. Pure and total: no text makes it throw. */
export function analyze(prompt: Prompt, { severities = {} }: AnalyzeOptions = {}): readonly Finding[] {
  const findings = rules.flatMap((rule) => {
    const severity = (Object.hasOwn(severities, rule.id) ? severities[rule.id] : undefined) ?? rule.severity;
    return severity === 'off' ? [] : findingsOf(rule, severity, prompt);
  });
  return findings.sort(byPlace);
}

function findingsOf(rule: Rule, severity: Severity, prompt: Prompt): readonly Finding[] {
  if (!rule.languages.includes(prompt.language)) return [];
  const seen = new Set<string>();
  const prints = new Map<string, number>();
  return [...rule.check(prompt)].flatMap((raw) => {
    const { place, declaredInput = '', setting = '' } = raw;
    const key = `${place.turn}:${place.span.start}:${place.span.end}:${declaredInput}:${setting}`;
    if (seen.has(key) || !inside(raw, prompt)) return [];
    seen.add(key);
    const print = normalisedPlace(raw, prompt);
    const repeats = prints.get(print) ?? 0;
    prints.set(print, repeats + 1);
    return [toFinding(rule, severity, prompt, raw, `${rule.id}\n${print}\n${repeats}`)];
  });
}

function toFinding(rule: Rule, severity: Severity, prompt: Prompt, raw: RawFinding, print: string): Finding {
  return {
    ruleId: rule.id,
    promptId: prompt.id,
    severity,
    place: raw.place,
    message: phrase(raw.message ?? rule.text.message, raw.values),
    fixes: raw.fixes ?? [],
    fingerprint: hashText(print).slice(0, 16),
    ...(raw.declaredInput === undefined ? {} : { declaredInput: raw.declaredInput }),
    ...(raw.setting === undefined ? {} : { setting: raw.setting }),
  };
}

function inside({ place }: RawFinding, { messages }: Prompt): boolean {
  const message = messages[place.turn];
  return message !== undefined && contains({ start: 0, end: message.text.length }, place.span);
}

/** What the finding is about, apart from case and spaces: edits elsewhere do not change it. */
function normalisedPlace({ place, declaredInput, setting }: RawFinding, prompt: Prompt): string {
  if (declaredInput !== undefined) return declaredInput;
  if (setting !== undefined) return `${setting} ${prompt.settings[setting] ?? ''}`;
  const text = slice(prompt.messages[place.turn]?.text ?? '', place.span);
  return text.toLowerCase().replace(/\s+/g, ' ').trim();
}

function byPlace(a: Finding, b: Finding): number {
  return (
    a.place.turn - b.place.turn ||
    a.place.span.start - b.place.span.start ||
    a.place.span.end - b.place.span.end ||
    (a.ruleId < b.ruleId ? -1 : a.ruleId > b.ruleId ? 1 : 0)
  );
}
