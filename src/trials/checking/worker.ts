// The checks' own thread: an expression or a schema from a file may run for any length of time, and a thread can be ended.
import { parentChannel } from '../../base/nodeThread.ts';
import { connect, serve } from '../../base/rpc.ts';
import type { JudgeMethods, ProgressMethods } from './client.ts';
import { judgeReplies } from './judge.ts';

const channel = parentChannel();
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
