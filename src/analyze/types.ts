import type { Phrase, PhraseValues, Text } from '../base/text.ts';
import type { Place, PlacedEdit, Prompt, PromptLanguage } from '../prompt/types.ts';

export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** Where a rule or technique gets its claim from, and for which models the claim holds. */
export interface Evidence {
  readonly source: string;
  readonly year: number;
  readonly url?: string;
  readonly models: Text;
  /** What was found there, in one sentence, limits included. */
  readonly finding: Text;
}

/** A set of edits that mends a finding. A safe fix may be applied unseen: it keeps the meaning and creates no other finding. */
export interface Fix {
  readonly title: Phrase;
  readonly edits: readonly PlacedEdit[];
  readonly safe: boolean;
}

/** What a rule reports: its place in the message's text, and the values of the rule's message text. */
export interface RawFinding {
  readonly place: Place;
  /** Said instead of the rule's message, for rules that find several things. */
  readonly message?: Text;
  readonly values?: PhraseValues;
  readonly fixes?: readonly Fix[];
  /** The declared input that is at fault; front ends mark its declaration (`Prompt.declaredInputs`) instead of the place. */
  readonly declaredInput?: string;
  /** The setting that is at fault; front ends mark where it is written (`Prompt.settingSources`), if that is known, instead of the place. */
  readonly setting?: 'modelId';
}

/** A finding as front ends see it. `fingerprint` stays the same while the text around the place changes. */
export interface Finding {
  readonly ruleId: string;
  readonly promptId: string;
  readonly severity: Severity;
  readonly place: Place;
  readonly message: Phrase;
  readonly fixes: readonly Fix[];
  readonly fingerprint: string;
  /** The declared input that is at fault: its declaration is to be marked instead of the place. */
  readonly declaredInput?: string;
  /** The setting that is at fault: where it is written is to be marked instead of the place. */
  readonly setting?: 'modelId';
}

/** One example of a rule, which is also its test: `messages` are prompt texts in which `{{name}}` is a hole. */
export interface RuleExample {
  readonly title: string;
  readonly messages: readonly { readonly role: 'system' | 'user' | 'assistant'; readonly text: string }[];
  /** Names a front matter declares, where that matters to the rule. */
  readonly declaredInputs?: readonly string[];
  /** Names for which the file gives values, where that matters to the rule. */
  readonly valuedNames?: readonly string[];
  /** Facts of the call, where they matter to the rule. */
  readonly settings?: Prompt['settings'];
  readonly kind?: Prompt['kind'];
  readonly call?: NonNullable<Prompt['call']>;
  /** The exact pieces of text that are marked; empty for a text that must stay clean. */
  readonly finds: readonly string[];
  /** All messages after the safe fixes, where a safe fix exists. */
  readonly fixed?: readonly string[];
  /** All messages after the first fix, where that is not safe. */
  readonly offered?: readonly string[];
}

/** One rule. It sees message text, holes and call-site facts, never file offsets or quoting; it is pure and total. */
export interface Rule {
  readonly id: string;
  readonly category: 'reasoning' | 'structure' | 'safety' | 'consistency' | 'examples';
  readonly severity: Severity;
  readonly scope: 'prompt';
  readonly languages: readonly PromptLanguage[];
  readonly text: {
    readonly title: Text;
    /** The sentence of the finding; `{value}` marks are filled from `RawFinding.values`. */
    readonly message: Text;
    /** Why it matters, shown in the hover and the rule's page. */
    readonly why: Text;
  };
  readonly evidence: readonly Evidence[];
  readonly examples: readonly RuleExample[];
  check(prompt: Prompt): Iterable<RawFinding>;
}

/** Checks a rule's shape at compile time. */
export function defineRule(rule: Rule): Rule {
  return rule;
}
