import { defineSink } from './types.ts';

const takes = { system: 'system', messages: 'messages' } as const;

export const anthropicMessages = defineSink({
  id: 'anthropic-messages',
  sdk: 'Anthropic messages',
  calls: [
    { callee: 'messages.create', arguments: takes },
    { callee: 'messages.stream', arguments: takes },
    { callee: 'messages.parse', arguments: takes },
    { callee: 'completions.create', arguments: { prompt: 'user' } },
  ],
});
