import { type Locale, say } from '../../base/text.ts';
import { describeSpec } from '../../trials/checking/specs.ts';
import { verdictOf } from '../../trials/checking/tally.ts';
import type { CheckResult, Reply } from '../../trials/types.ts';
import { tellerOf } from '../teller.ts';
import type { SampleRow } from './protocol.ts';
import type { RunState } from './run.ts';
import { runTexts } from './texts.ts';

/** How a reply fared under its checks; `undefined` where it has none or was not judged yet. */
export function checkedOf(run: RunState, reply: Reply): SampleRow['checked'] {
  const results = resultsOf(run, reply);
  if (results.length === 0) return undefined;
  const verdict = verdictOf(results);
  if (verdict === undefined) return 'not-run';
  return verdict ? 'passed' : 'failed';
}

/** What a reply does not pass, or what could not judge it, and why. */
export function missedChecks(run: RunState, reply: Reply, locale: Locale): readonly string[] {
  const tell = tellerOf(locale);
  return resultsOf(run, reply).flatMap(({ spec, outcome, reason }) => {
    if (outcome === 'passed') return [];
    const text = outcome === 'failed' ? runTexts.checkFailed : runTexts.checkNotJudged;
    return [tell(text, { check: say(describeSpec(spec), locale), why: reason ? say(reason, locale) : '' })];
  });
}

function resultsOf({ checker, plan }: RunState, reply: Reply): readonly CheckResult[] {
  const testCase = plan.cases.find(({ id }) => id === reply.case);
  return (testCase && checker?.results(reply.text, testCase)) ?? [];
}
