import type { Measurement, RunStart } from '../../../src/history/types.ts';
import type { Lineage } from '../../../src/prompt/types.ts';
import type { Failure, Reply, TrialPlan } from '../../../src/trials/types.ts';

/** What the history tests store. */
export const workspace = 'file:///home/user/project';

export const lineage: Lineage = { path: 'prompts/larger.prompt', symbol: '', ordinal: 0 };

export const plan: TrialPlan = {
  variants: [
    {
      id: 'a',
      title: 'Original',
      messages: [
        {
          role: 'user',
          text: 'Which is larger, {{x}}?',
          holes: [{ name: 'x', span: { start: 17, end: 22 } }],
        },
      ],
      model: { provider: 'openai', model: 'small', origin: 'http://127.0.0.1:1' },
      sampling: { temperature: 0.7 },
    },
  ],
  cases: [{ id: '1', inputs: { x: '9 or 11' }, expected: '11' }],
  samples: 20,
  extractor: 'auto',
  comparer: 'normalised',
  stop: 'beta',
  concurrency: 4,
  useCache: true,
};

export function runStart(id: string, overrides: Partial<RunStart> = {}): RunStart {
  return {
    id,
    startedAt: 1000,
    plan,
    prompts: [{ variant: 'a', lineage, contentHash: 'hash-1', text: 'Which is larger, {{x}}?' }],
    workspace,
    startedBy: 'terminal',
    ...overrides,
  };
}

export function reply(slot: number, overrides: Partial<Reply> = {}): Reply {
  return {
    type: 'reply',
    variant: 'a',
    case: '1',
    slot,
    requestHash: 'request-1',
    requested: { temperature: 0.7 },
    confirmed: { model: 'small', samplingControlled: true },
    text: `The answer is 11. 答案是 11。 #${slot}`,
    finish: 'stop',
    usage: { promptTokens: 12, completionTokens: 5 },
    millis: 40,
    cached: false,
    ...overrides,
  };
}

export function failure(slot: number): Failure {
  return {
    type: 'failure',
    variant: 'a',
    case: '1',
    slot,
    requestHash: 'request-1',
    failure: { code: 'server-error', phrase: { text: { en: 'It failed.', 'zh-cn': '失败。' } } },
    millis: 3,
  };
}

export function measurement(runId: string, overrides: Partial<Measurement & { workspace: string }> = {}) {
  return {
    runId,
    at: 2000,
    contentHash: 'hash-1',
    modelTitle: 'small',
    samples: 20,
    agreement: 0.85,
    lineage,
    workspace,
    ...overrides,
  };
}
