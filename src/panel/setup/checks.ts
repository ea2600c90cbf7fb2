import type { Json } from '../../base/json.ts';
import { type Problem, problemOf } from '../../base/problem.ts';
import type { Locale } from '../../base/text.ts';
import { say } from '../../base/text.ts';
import type { CheckSpec } from '../../prompt/types.ts';
import { specProblem } from '../../trials/checking/specs.ts';
import { checks } from '../../trials/checks/index.ts';
import type { Choice } from '../choice.ts';

/** A check as typed: an object, a list or a text in quotes is read as JSON, anything else is the text itself. */
export function typedCheck(check: string, text: string): CheckSpec {
  const written = text.trim();
  return { check, parameter: /^[[{"]/.test(written) ? (parsed(written) ?? text) : text };
}

/** What keeps a check from being used; it may load what the check needs. */
export function checkProblem(spec: CheckSpec): Promise<Problem | undefined> {
  return specProblem(spec).catch(problemOf);
}

/** The checks there are, each with an example of its parameter. */
export function checkChoices(locale: Locale): readonly Choice[] {
  return checks.map(({ id, title, example }) => {
    const written = typeof example === 'string' ? example : JSON.stringify(example);
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
