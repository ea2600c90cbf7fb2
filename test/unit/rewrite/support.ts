import { readFileSync } from 'node:fs';
import { say } from '../../../src/base/text.ts';
import { applyPlacedEdits } from '../../../src/prompt/edit.ts';
import { promptFromText } from '../../../src/prompt/fromText.ts';
import type { Case, Prompt, Role } from '../../../src/prompt/types.ts';
import { proposeRewrite } from '../../../src/rewrite/propose.ts';
import type { Ask, Proposal } from '../../../src/rewrite/types.ts';

/** One example of a technique: messages, and what they become or why not. */
export interface RewriteCase {
  readonly title: string;
  readonly messages: readonly { readonly role: Role; readonly text: string }[];
  readonly settings?: Prompt['settings'];
  readonly kind?: Prompt['kind'];
  readonly origin?: string;
  readonly call?: NonNullable<Prompt['call']>;
  readonly path?: string;
  /** Rows of the cases file: a value for `hole`, and the right answer. */
  readonly cases?: readonly (readonly [string, string?])[];
  readonly hole?: string;
  readonly rewritten?: readonly string[];
  readonly because?: readonly string[];
  readonly used?: readonly string[];
  /** Regular expression for the English refusal. */
  readonly refused?: string;
}

export function rewriteCases(techniqueId: string): readonly RewriteCase[] {
  const url = new URL(`../../cases/rewrite/${techniqueId}.json`, import.meta.url);
  return JSON.parse(readFileSync(url, 'utf8'));
}

/** A prompt, what a model should make of it, and replies that must not be taken; one that begins with `!` stands in no tags. */
export interface ModelCase {
  readonly text: string;
  readonly call?: NonNullable<Prompt['call']>;
  readonly good: string;
  readonly faulty: readonly { readonly title: string; readonly reply: string; readonly because: string }[];
}

export function rewriteCasesWithModel(): Readonly<Record<string, ModelCase>> {
  const url = new URL('../../cases/rewrite/with-model.json', import.meta.url);
  return JSON.parse(readFileSync(url, 'utf8'));
}

export function promptOf({ messages, settings, kind, origin, path, call }: RewriteCase): Prompt {
  const prompt = promptFromText(messages, {
    ...(settings === undefined ? {} : { settings }),
    ...(kind === undefined ? {} : { kind }),
    ...(origin === undefined ? {} : { origin }),
    ...(path === undefined ? {} : { path }),
  });
  return call === undefined ? prompt : { ...prompt, call };
}

export function casesOf({ cases = [], hole = 'text' }: RewriteCase): readonly Case[] {
  return cases.map(([value, expected], index) => ({
    id: String(index + 1),
    inputs: { [hole]: value },
    ...(expected === undefined ? {} : { expected }),
  }));
}

export function propose(
  techniqueId: string,
  prompt: Prompt,
  cases: readonly Case[] = [],
  ask?: Ask,
): Promise<Proposal> {
  const context = { findings: [], cases, ...(ask === undefined ? {} : { ask }) };
  return proposeRewrite(techniqueId, prompt, context, new AbortController().signal);
}

/** The English refusal, or the prompt after the rewrite. */
export function outcomeOf(prompt: Prompt, proposal: Proposal): string | Prompt {
  return 'refused' in proposal ? say(proposal.refused, 'en') : applyPlacedEdits(prompt, proposal.edits);
}

export function textsOf(outcome: string | Prompt): readonly string[] {
  return typeof outcome === 'string' ? [outcome] : outcome.messages.map(({ text }) => text);
}

/** Answers questions in order from a script and keeps what was asked; an error of the script is thrown. */
export function scriptedAsk(...replies: readonly (string | Error)[]): {
  readonly ask: Ask;
  readonly questions: { readonly system: string; readonly user: string }[];
} {
  const questions: { readonly system: string; readonly user: string }[] = [];
  const ask: Ask = async (question) => {
    const reply = replies[questions.length];
    questions.push(question);
    if (reply === undefined) throw new Error('asked more often than scripted');
    if (reply instanceof Error) throw reply;
    return reply;
  };
  return { ask, questions };
}
