import type { Disposable } from './disposable.ts';
import { type Problem, ProblemError, problemOf } from './problem.ts';

/** The part of a `MessagePort`, a worker or its parent that remote calls need. */
export interface Channel {
  post(message: unknown): void;
  listen(listener: (message: unknown) => void): Disposable;
}

/** Another thread, as the one that started it sees it. */
export interface Thread extends Channel {
  /** Calls back once when the thread has ended, for whatever reason; at once where it has ended already. */
  onDeath(listener: (detail: string) => void): void;
  terminate(): void;
}

/** Methods that can be called from another thread: plain data in, a promise of plain data out. */
export type Methods<T> = { readonly [K in keyof T]: (...args: never[]) => Promise<unknown> };

type Request = {
  readonly kind: 'request';
  readonly id: number;
  readonly method: string;
  readonly args: readonly unknown[];
};
type Response = { readonly kind: 'response'; readonly id: number } & (
  | { readonly value: unknown }
  | { readonly problem: Problem }
);

/** Serves `methods` to the other side until disposed; a thrown error travels as a {@link Problem}. */
export function serve<T extends Methods<T>>(channel: Channel, methods: T): Disposable {
  const table = new Map<string, (...args: never[]) => Promise<unknown>>(Object.entries(methods));
  return channel.listen(async (message) => {
    if (!isRequest(message)) return;
    const { id, method, args } = message;
    try {
      const target = table.get(method);
      if (target === undefined) throw new Error(`no remote method ${method}`);
      channel.post({ kind: 'response', id, value: await target(...(args as never[])) });
    } catch (thrown) {
      channel.post({ kind: 'response', id, problem: problemOf(thrown) });
    }
  });
}

/** Calls methods on the other side. `failAll` rejects everything under way, for when the other side has died. */
export function connect<T extends Methods<T>>(
  channel: Channel,
): { readonly remote: T; failAll(error: Error): void } & Disposable {
  const pending = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let nextId = 0;
  const subscription = channel.listen((message) => {
    if (!isResponse(message)) return;
    const waiting = pending.get(message.id);
    pending.delete(message.id);
    if ('problem' in message) waiting?.reject(new ProblemError(message.problem));
    else waiting?.resolve(message.value);
  });
  const call = (method: string, args: readonly unknown[]) =>
    new Promise<unknown>((resolve, reject) => {
      const id = nextId++;
      pending.set(id, { resolve, reject });
      channel.post({ kind: 'request', id, method, args });
    });
  const failAll = (error: Error) => {
    for (const { reject } of pending.values()) reject(error);
    pending.clear();
  };
  const remote = new Proxy({} as T, {
    get: (_target, name) =>
      typeof name === 'string' && name !== 'then' ? (...args: unknown[]) => call(name, args) : undefined,
  });
  return { remote, failAll, dispose: () => subscription.dispose() };
}

function isRequest(message: unknown): message is Request {
  return (
    typeof message === 'object' && message !== null && (message as { kind?: unknown }).kind === 'request'
  );
}

function isResponse(message: unknown): message is Response {
  return (
    typeof message === 'object' && message !== null && (message as { kind?: unknown }).kind === 'response'
  );
}
