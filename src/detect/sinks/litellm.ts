import { defineSink } from './types.ts';

const takes = { arguments: { messages: 'messages' }, model: 0, requires: ['messages'] } as const;

export const litellm = defineSink({
  id: 'litellm',
  sdk: 'LiteLLM',
  calls: [
    { callee: 'completion', ...takes },
    { callee: 'acompletion', ...takes },
    { callee: 'completion_with_retries', ...takes },
    { callee: 'batch_completion', ...takes },
    { callee: 'litellm.text_completion', arguments: { prompt: 'user' }, model: 0 },
  ],
});
