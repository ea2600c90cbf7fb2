import { entryById } from '../../base/registry.ts';
import type { CheckSpec } from '../../prompt/types.ts';
import { checks } from '../checks/index.ts';
import type { CheckedReply, CheckPorts, CheckVerdict, CompiledCheck } from '../types.ts';
import { unknownCheck } from './specs.ts';

/** Hears how judging goes on, so that whoever waits can tell work from silence. */
export interface Progress {
  /** The check is ready: what takes time from here on is the check's own. */
  begun(): void;
  judged(verdict: CheckVerdict): void;
}

/** Judges on the thread it is called on; ends early after a verdict that is final. */
export async function judgeReplies(
  spec: CheckSpec,
  replies: readonly CheckedReply[],
  ports: CheckPorts,
  progress?: Progress,
): Promise<readonly CheckVerdict[]> {
  const judge = await ready(spec, ports);
  progress?.begun();
  const verdicts: CheckVerdict[] = [];
  for (const { text, testCase } of replies) {
    const verdict = judge(text, testCase);
    verdicts.push(verdict);
    progress?.judged(verdict);
    if (verdict.final) break;
  }
  return verdicts;
}

async function ready({ check, parameter }: CheckSpec, ports: CheckPorts): Promise<CompiledCheck> {
  const compiled = (await entryById(checks, check)?.compile(parameter, ports)) ?? unknownCheck(check);
  if (typeof compiled === 'function') return compiled;
  return () => ({ outcome: 'not-run', reason: compiled.phrase, final: true });
}
