import type { Disposable } from '../base/disposable.ts';
import { connect, serve, type Thread } from '../base/rpc.ts';
import { followingDetector } from './followingDetector.ts';
import type { DetectionSession } from './session.ts';
import { type Detector, type FileFinder, noFiles } from './types.ts';

/** Long enough for a file's two seconds and a slow machine's start; a worker that is silent for longer hangs. */
const silence = 15_000;

/** Detects in a worker, started on first use and again after it died; open files are opened again when next asked for. */
export function createWorkerDetector({
  start,
  files = noFiles,
  silenceMilliseconds = silence,
}: {
  readonly start: () => Thread;
  /** Answers the worker's questions for other files. */
  readonly files?: FileFinder;
  readonly silenceMilliseconds?: number;
}): Detector & Disposable {
  let running: { readonly session: DetectionSession; readonly stop: () => void } | undefined;
  const launch = () => {
    const worker = start();
    const { remote, failAll } = connect<DetectionSession>(worker);
    serve(worker, files);
    const current = {
      session: watched(remote, silenceMilliseconds, worker.terminate),
      stop: worker.terminate,
    };
    worker.onDeath(() => {
      if (running === current) running = undefined;
      failAll(new Error('the detection worker ended'));
    });
    running = current;
    return current;
  };
  return {
    ...followingDetector(() => (running ?? launch()).session),
    dispose: () => running?.stop(),
  };
}

/** Stops a worker that does not answer in time, which fails the calls under way. */
function watched(session: DetectionSession, milliseconds: number, stop: () => void): DetectionSession {
  const inTime = async <T>(answer: Promise<T>): Promise<T> => {
    const timer = setTimeout(stop, milliseconds);
    try {
      return await answer;
    } finally {
      clearTimeout(timer);
    }
  };
  return {
    open: (file, path) => inTime(session.open(file, path)),
    change: (uri, edits) => inTime(session.change(uri, edits)),
    close: (uri) => inTime(session.close(uri)),
  };
}
