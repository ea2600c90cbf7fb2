import type { Problem } from '../base/problem.ts';
import { connect, type Thread } from '../base/rpc.ts';
import { historyError } from './problems.ts';
import type { History } from './types.ts';

/**
 * A history on another thread. The thread starts with the first call, and again with the next one after it died; `notify`
 * hears what the user should know although nothing failed, such as a damaged file set aside.
 */
export function createWorkerHistory(start: () => Thread, notify: (problem: Problem) => void): History {
  let current: Connection | undefined;
  const remote = () => {
    current ??= connectTo(start(), notify, (dead) => {
      if (current === dead) current = undefined;
    });
    return current.remote;
  };
  return {
    begin: async (...args) => remote().begin(...args),
    append: async (...args) => remote().append(...args),
    finish: async (...args) => remote().finish(...args),
    hold: async (...args) => remote().hold(...args),
    runs: async (...args) => remote().runs(...args),
    run: async (...args) => remote().run(...args),
    outcomes: async (...args) => remote().outcomes(...args),
    replies: async (...args) => remote().replies(...args),
    measurements: async (...args) => remote().measurements(...args),
    series: async (...args) => remote().series(...args),
    remove: async (...args) => remote().remove(...args),
    rename: async (...args) => remote().rename(...args),
    async close() {
      const closing = current;
      current = undefined;
      await closing?.remote.close();
      closing?.terminate();
    },
  };
}

interface Connection {
  readonly remote: History;
  terminate(): void;
}

function connectTo(
  thread: Thread,
  notify: (problem: Problem) => void,
  onDeath: (connection: Connection) => void,
): Connection {
  const { remote, failAll } = connect<History>(thread);
  const connection = { remote, terminate: () => thread.terminate() };
  thread.listen((message) => {
    if (isNotice(message)) notify(message.problem);
  });
  thread.onDeath((detail) => {
    onDeath(connection);
    failAll(historyError('history-stopped', { detail }));
  });
  return connection;
}

function isNotice(message: unknown): message is { readonly kind: 'notice'; readonly problem: Problem } {
  return typeof message === 'object' && message !== null && (message as { kind?: unknown }).kind === 'notice';
}
