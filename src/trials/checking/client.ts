import type { Disposable } from '../../base/disposable.ts';
import { connect, serve, type Thread } from '../../base/rpc.ts';
import type { CheckedReply, CheckPorts, CheckVerdict, Judge } from '../types.ts';
import { notRun, tookTooMuch } from './problem.ts';

/** What the thread does. */
export type JudgeMethods = {
  judge(...asked: Parameters<Judge>): Promise<void>;
};

/** What it tells meanwhile. */
export type ProgressMethods = {
  begun(): Promise<void>;
  judged(verdict: CheckVerdict): Promise<void>;
};

const tickMillis = 100;
/** Ticks without a sign after which a thread hangs: while it starts on a slow machine, and over one reply. */
const patience = { starting: 200, judging: 20 };

/**
 * Judges in a thread, started on first use. Where a check is silent over a reply for too long the thread is ended, the check
 * gets no further, and the next one has a new thread.
 */
export function createThreadJudge(start: () => Thread): {
  readonly judge: Judge;
} & Disposable {
  let current: Thread | undefined;
  const launch = () => {
    const thread = start();
    thread.onDeath(() => {
      if (current === thread) current = undefined;
    });
    current = thread;
    return thread;
  };
  let last: Promise<unknown> = Promise.resolve();
  return {
    // One check at a time: whoever hangs takes nothing of another along.
    judge(...asked) {
      const next = last.then(() => judgeIn(current ?? launch(), ...asked));
      last = next.catch(() => undefined);
      return next;
    },
    dispose: () => current?.terminate(),
  };
}

async function judgeIn(
  thread: Thread,
  ...asked: [Parameters<Judge>[0], readonly CheckedReply[], CheckPorts]
): Promise<readonly CheckVerdict[]> {
  const verdicts: CheckVerdict[] = [];
  let ended: CheckVerdict | undefined;
  let hasBegun = false;
  const silence = watchSilence(() => thread.terminate());
  const progress = serve<ProgressMethods>(thread, {
    async begun() {
      hasBegun = true;
      silence.broken();
    },
    async judged(verdict) {
      verdicts.push(verdict);
      silence.broken();
    },
  });
  const { remote, failAll, dispose } = connect<JudgeMethods>(thread);
  thread.onDeath((detail) => {
    ended = hasBegun ? tookTooMuch : { ...notRun(notStarted, { detail }), final: true };
    failAll(new Error(detail));
  });
  try {
    await remote.judge(...asked);
    return verdicts;
  } catch (thrown) {
    if (ended === undefined) throw thrown;
    return [...verdicts, ended];
  } finally {
    silence.dispose();
    progress.dispose();
    dispose();
  }
}

/** Counts ticks instead of time: where this thread itself was busy, many that are due count as one. */
function watchSilence(tooLong: () => void): Disposable & { broken(): void } {
  let left = patience.starting;
  const timer = setInterval(() => {
    left -= 1;
    if (left < 0) tooLong();
  }, tickMillis);
  return {
    broken() {
      left = patience.judging;
    },
    dispose: () => clearInterval(timer),
  };
}

const notStarted = {
  en: 'Not run: the thread that runs checks could not start ({detail}). Reload the window, or run the command again.',
  'zh-cn': '未运行：运行检查的线程无法启动（{detail}）。请重新加载窗口，或再次运行命令。',
};
