import type { Json } from '../../base/json.ts';
import { type Problem, problemOf } from '../../base/problem.ts';
import { type Locale, phrase, say } from '../../base/text.ts';
import type { CheckSpec } from '../../prompt/types.ts';
import { specKey, specProblem, unwrapped } from '../../trials/checking/specs.ts';
import { checks } from '../../trials/checks/index.ts';
import type { Choice } from '../choice.ts';
import type { CheckDraftView } from './protocol.ts';
import { formTexts as texts } from './texts.ts';

/** The check being typed, and what keeps it from being added. */
export interface CheckDraft {
  readonly check: string;
  readonly text: string;
  readonly problem?: Problem;
}

/** What the fields of a check hold at first. */
export const emptyCheck: CheckDraft = { check: checks[0]?.id ?? '', text: '' };

/** The checks after one was typed, and what its fields hold then: nothing where it was added, else what was typed and why not. */
export function withCheck(
  present: readonly CheckSpec[],
  draft: CheckDraft,
  typed: CheckSpec | Problem,
): { readonly checks: readonly CheckSpec[]; readonly draft: CheckDraft } {
  const problem = 'code' in typed ? typed : repeated(present, typed);
  if ('code' in typed || problem !== undefined)
    return { checks: present, draft: { ...draft, ...(problem && { problem }) } };
  return { checks: [...present, typed], draft: { check: draft.check, text: '' } };
}

function repeated(present: readonly CheckSpec[], typed: CheckSpec): Problem | undefined {
  const isThere = present.some((each) => specKey(each) === specKey(typed));
  return isThere ? { code: 'same-check', phrase: phrase(texts.sameCheck) } : undefined;
}

/** The fields of a check, ready to show. */
export function draftView({ check, text, problem }: CheckDraft, locale: Locale): CheckDraftView {
  return { check, text, ...(problem === undefined ? {} : { problem: say(problem.phrase, locale) }) };
}

/**
 * A check as typed, or what is wrong with it. An object, a list or a text in quotes may be JSON, with or without the check's
 * name around it as cases files have it; what makes no check so is the text itself.
 */
export async function typedCheck(check: string, text: string): Promise<CheckSpec | Problem> {
  const [first, ...others] = readings(check, text);
  const problem = await problemWith(first);
  if (problem === undefined) return first;
  for (const spec of others) if ((await problemWith(spec)) === undefined) return spec;
  return problem;
}

function readings(check: string, text: string): readonly [CheckSpec, ...CheckSpec[]] {
  const itself = { check, parameter: text };
  const json = /^\s*[[{"]/.test(text) ? parsed(text) : undefined;
  return json === undefined ? [itself] : [{ check, parameter: unwrapped(check, json) }, itself];
}

function problemWith(spec: CheckSpec): Promise<Problem | undefined> {
  return specProblem(spec).catch(problemOf);
}

/** The checks there are, each with an example of its parameter. */
export function checkChoices(locale: Locale): readonly Choice[] {
  return checks.map(({ id, title, example, chineseExample = example }) => {
    const own = locale === 'en' ? example : chineseExample;
    const written = typeof own === 'string' ? own : JSON.stringify(own);
    return { id, label: say({ text: title }, locale), detail: written };
  });
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
