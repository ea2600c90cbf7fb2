// The checks' own thread: an expression or a schema from a file may run for any length of time, and a thread can be ended.
import { parentPort } from 'node:worker_threads';
import { type Channel, connect, serve } from '../../base/rpc.ts';
import type { JudgeMethods, ProgressMethods } from './client.ts';
import { judgeReplies } from './judge.ts';

const port = parentPort;
if (port === null) throw new Error('this file runs as a worker thread');

const channel: Channel = {
  post: (message) => port.postMessage(message),
  listen: (listener) => {
    port.on('message', listener);
    return { dispose: () => port.off('message', listener) };
  },
};
const { remote } = connect<ProgressMethods>(channel);
const progress = {
  begun: () => void remote.begun(),
  judged: (verdict: Parameters<ProgressMethods['judged']>[0]) => void remote.judged(verdict),
};

serve<JudgeMethods>(channel, {
  async judge(spec, replies, ports) {
    await judgeReplies(spec, replies, ports, progress);
  },
});
